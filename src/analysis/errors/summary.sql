-- Question: how often is each class of error met?
-- Grain: one row per code system and class that occurs. count is of assignments: a pair counts two; over of them are
-- the engine's, missed the reference's. of 'codes' sums to FP + FN; of 'attributes' is of matched
-- assignments, its share of those that could carry the attribute.
WITH counted AS (
  SELECT
    system_ix,
    class,
    'codes' AS of_what,
    encounter_ix,
    (missed_ix IS NOT NULL)::INTEGER AS missed,
    (added_ix IS NOT NULL)::INTEGER AS over_coded
  FROM errors
  UNION ALL
  SELECT system_ix, class, 'attributes' AS of_what, encounter_ix, 0 AS missed, 0 AS over_coded
  FROM attribute_errors
),
per_class AS (
  SELECT
    system_ix,
    class,
    of_what,
    sum(CASE WHEN of_what = 'codes' THEN missed + over_coded ELSE 1 END)::BIGINT AS count,
    sum(over_coded)::BIGINT AS over_coded,
    sum(missed)::BIGINT AS missed,
    count(DISTINCT encounter_ix) AS encounters
  FROM counted
  GROUP BY system_ix, class, of_what
),
carriers AS (
  SELECT code_facts.system_ix, 'wrong_principal'::error_class AS class, count(*) AS carriers
  FROM principals
  JOIN code_facts ON code_facts.code_ix = principals.reference_ix
  WHERE principals.engine_ix IS NOT NULL
  GROUP BY code_facts.system_ix
  UNION ALL
  SELECT code_facts.system_ix, 'poa'::error_class, count(*) FILTER (WHERE poa_pairs.is_compared)
  FROM poa_pairs
  JOIN code_facts ON code_facts.code_ix = poa_pairs.code_ix
  GROUP BY code_facts.system_ix
  UNION ALL
  SELECT code_facts.system_ix, 'poa_on_exempt'::error_class, count(*) FILTER (WHERE poa_pairs.exemption = 'exempt')
  FROM poa_pairs
  JOIN code_facts ON code_facts.code_ix = poa_pairs.code_ix
  GROUP BY code_facts.system_ix
  UNION ALL
  SELECT code_facts.system_ix, line_classes.class, count(*)
  FROM matched_lines
  JOIN code_facts ON code_facts.code_ix = matched_lines.code_ix
  CROSS JOIN (SELECT unnest(['modifier', 'units'])::error_class AS class) AS line_classes
  GROUP BY code_facts.system_ix, line_classes.class
),
totals AS (
  SELECT
    system_ix,
    sum(count) FILTER (WHERE of_what = 'codes') AS unmatched
  FROM per_class
  GROUP BY system_ix
)
SELECT
  asked_systems.system,
  per_class.class::VARCHAR AS class,
  per_class.of_what AS of_what,
  per_class.count,
  per_class.over_coded,
  per_class.missed,
  per_class.encounters,
  per_class.count::DOUBLE
    / nullif(CASE WHEN per_class.of_what = 'codes' THEN totals.unmatched ELSE carriers.carriers END, 0) AS share
FROM per_class
JOIN asked_systems ON asked_systems.system_ix = per_class.system_ix
LEFT JOIN totals ON totals.system_ix = per_class.system_ix
LEFT JOIN carriers ON carriers.system_ix = per_class.system_ix AND carriers.class = per_class.class
ORDER BY per_class.of_what DESC, per_class.count DESC, asked_systems.system, per_class.class;

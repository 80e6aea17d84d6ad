-- Question: how often is each class of error met?
-- Grain: one row per code system and class that occurs. count is of assignments: a pair counts two; over of them are
-- the engine's, missed the reference's. of 'codes' sums to FP + FN; of 'attributes' is of matched assignments.
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
matched AS (
  SELECT asked_codes.system_ix, count(*) AS matched
  FROM matches
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  WHERE matches.side = 3
  GROUP BY asked_codes.system_ix
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
    / nullif(CASE WHEN per_class.of_what = 'codes' THEN totals.unmatched ELSE matched.matched END, 0) AS share
FROM per_class
JOIN asked_systems ON asked_systems.system_ix = per_class.system_ix
LEFT JOIN totals ON totals.system_ix = per_class.system_ix
LEFT JOIN matched ON matched.system_ix = per_class.system_ix
ORDER BY per_class.of_what DESC, per_class.count DESC, asked_systems.system, per_class.class;

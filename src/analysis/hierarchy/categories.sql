-- Question: how far do the sides agree once ICD codes are cut to their categories?
-- Grain: measures gains two rows per encounter and system with any code on either side. A code that has no category
-- (a range, an ill-formed code) stands for itself. Numerators are 2·TP, denominators what both sides hold.
-- Source: METRICS.md, Figures: `codes.category_f1` counts a category once a side, `.counted` as often as it is held
-- (Falis et al. 2021): TP = Σmin(p, r), and FP + FN + 2·TP = Σ(p + r).
INSERT INTO measures (encounter_ix, system_ix, metric, y, x)
WITH categories AS (
  SELECT
    code_facts.code_ix,
    code_facts.system_ix,
    CASE WHEN code_facts.category IS NULL THEN -1 - code_facts.code_ix ELSE code_facts.category_ix END AS category_ix
  FROM code_facts
  JOIN asked_systems ON asked_systems.system_ix = code_facts.system_ix
  WHERE contains($systems, '|' || asked_systems.system || '|')
),
held AS (
  SELECT
    matches.encounter_ix,
    categories.system_ix,
    categories.category_ix,
    count(*) FILTER (WHERE matches.side <> 2) AS reference,
    count(*) FILTER (WHERE matches.side <> 1) AS engine
  FROM matches
  JOIN categories ON categories.code_ix = matches.code_ix
  GROUP BY matches.encounter_ix, categories.system_ix, categories.category_ix
),
sums AS MATERIALIZED (
  SELECT
    encounter_ix,
    system_ix,
    2 * count(*) FILTER (WHERE least(reference, engine) > 0) AS shared,
    count(*) FILTER (WHERE reference > 0) + count(*) FILTER (WHERE engine > 0) AS held,
    2 * sum(least(reference, engine))::BIGINT AS shared_counted,
    sum(reference + engine)::BIGINT AS held_counted
  FROM held
  GROUP BY encounter_ix, system_ix
)
SELECT encounter_ix, system_ix, 'codes.category_f1', shared, held FROM sums
UNION ALL
SELECT encounter_ix, system_ix, 'codes.category_f1.counted', shared_counted, held_counted FROM sums;

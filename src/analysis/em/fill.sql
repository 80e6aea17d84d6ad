-- Question: what does each encounter add to the figures of evaluation and management?
-- Grain: rows of `measures`, of no system.
-- Source: the issue: a facility's emergency levels follow its own rule and are never pooled with professional ones.
-- METRICS.md, Figures: another family or none is a disagreement and stays out of higher, lower and distance.
INSERT INTO measures
WITH added AS (
  SELECT
    encounter_ix,
    unnest([
      {'metric': kind || 'agreement', 'y': agrees::BIGINT},
      {'metric': kind || 'family_agreement', 'y': shares_family::BIGINT},
      {'metric': kind || 'higher', 'y': (step > 0)::BIGINT},
      {'metric': kind || 'lower', 'y': (step < 0)::BIGINT},
      {'metric': kind || 'distance', 'y': step::BIGINT}
    ]) AS sums
  FROM (
    SELECT
      encounter_ix,
      agrees,
      shares_family,
      step,
      CASE WHEN is_facility THEN 'em.facility.' ELSE 'em.' END AS kind
    FROM em_pairs
  ) AS kinds
)
SELECT encounter_ix, NULL AS system_ix, sums.metric::measure_name AS metric, sums.y AS y, 1 AS x
FROM added
WHERE sums.y IS NOT NULL;

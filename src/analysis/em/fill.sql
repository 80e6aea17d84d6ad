-- Question: what does each encounter add to the figures of evaluation and management?
-- Grain: rows of `measures`, of no system.
-- Source: METRICS.md, Figures: another family or none is a disagreement and stays out of higher, lower and distance.
INSERT INTO measures
WITH added AS (
  SELECT
    encounter_ix,
    unnest([
      {'metric': 'em.agreement'::measure_name, 'y': agrees::BIGINT},
      {'metric': 'em.family_agreement'::measure_name, 'y': shares_family::BIGINT},
      {'metric': 'em.higher'::measure_name, 'y': (step > 0)::BIGINT},
      {'metric': 'em.lower'::measure_name, 'y': (step < 0)::BIGINT},
      {'metric': 'em.distance'::measure_name, 'y': step::BIGINT}
    ]) AS sums
  FROM em_pairs
)
SELECT encounter_ix, NULL AS system_ix, sums.metric AS metric, sums.y AS y, 1 AS x
FROM added
WHERE sums.y IS NOT NULL;

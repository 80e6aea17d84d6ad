-- Question: how often is the engine's indicator of presence on admission the reference's?
-- Grain: into measures one row per encounter and metric.
-- Source: METRICS.md, poa.*. An N made Y hides what the stay caused.
INSERT INTO measures
WITH counted AS (
  SELECT
    encounter_ix,
    count(*) AS compared,
    count_if(engine_poa = reference_poa)::BIGINT AS same,
    count_if(reference_poa = 2)::BIGINT AS reference_n,
    count_if(reference_poa = 2 AND engine_poa = 1)::BIGINT AS n_to_y,
    count_if(reference_poa = 1)::BIGINT AS reference_y,
    count_if(reference_poa = 1 AND engine_poa = 2)::BIGINT AS y_to_n
  FROM poa_pairs
  WHERE is_compared
  GROUP BY encounter_ix
)
SELECT encounter_ix, NULL::INTEGER AS system_ix, 'poa.agreement'::measure_name AS metric, same AS y, compared AS x
FROM counted
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'poa.n_to_y'::measure_name, n_to_y, reference_n FROM counted WHERE reference_n > 0
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'poa.y_to_n'::measure_name, y_to_n, reference_y FROM counted WHERE reference_y > 0;

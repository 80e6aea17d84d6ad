-- Question: what does each encounter add to the figures of DRGs?
-- Grain: rows of `measures`; weights in ten-thousandths.
-- Source: METRICS.md, Figures: agreement over encounters where the reference has exactly one DRG, those of different
-- grouper versions aside; shares and weights where both sides have exactly one whose weight is known.
INSERT INTO measures
SELECT
  encounter_ix,
  system_ix,
  'drg.agreement'::measure_name AS metric,
  coalesce(engine_ix = reference_ix, false)::BIGINT AS y,
  1 AS x
FROM drg_pairs
WHERE reference_ix IS NOT NULL AND is_comparable;

INSERT INTO measures
WITH weighed AS (
  SELECT encounter_ix, system_ix, engine_weight, reference_weight, engine_weight - reference_weight AS shift
  FROM drg_pairs
  WHERE is_comparable AND engine_weight IS NOT NULL AND reference_weight IS NOT NULL
),
added AS (
  SELECT
    encounter_ix,
    system_ix,
    unnest([
      {'metric': 'drg.higher'::measure_name, 'y': (shift > 0)::BIGINT, 'x': 1::BIGINT},
      {'metric': 'drg.lower'::measure_name, 'y': (shift < 0)::BIGINT, 'x': 1},
      {'metric': 'drg.weight_shift'::measure_name, 'y': shift, 'x': 1},
      {'metric': 'drg.cmi.engine'::measure_name, 'y': engine_weight, 'x': 1},
      {'metric': 'drg.cmi.reference'::measure_name, 'y': reference_weight, 'x': 1},
      {'metric': 'drg.overpayment_rate'::measure_name, 'y': greatest(shift, 0), 'x': engine_weight},
      {'metric': 'drg.underpayment_rate'::measure_name, 'y': greatest(-shift, 0), 'x': engine_weight},
      {'metric': 'drg.net_error_rate'::measure_name, 'y': shift, 'x': engine_weight}
    ]) AS sums
  FROM weighed
)
SELECT encounter_ix, system_ix, sums.metric AS metric, sums.y AS y, sums.x AS x
FROM added;

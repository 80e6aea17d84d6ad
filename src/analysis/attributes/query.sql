-- Question: on how many matched CPT and HCPCS codes do modifiers and units agree?
-- Grain: into measures one row per encounter and metric; units in thousandths.
-- Source: METRICS.md, modifiers.* and units.*.
INSERT INTO measures
WITH unequal AS (
  SELECT encounter_ix, count(*) AS differing, count_if(is_pricing)::BIGINT AS differing_in_price
  FROM modifier_differences
  GROUP BY encounter_ix
),
counted AS (
  SELECT
    matched_lines.encounter_ix,
    count(*) AS matched,
    count_if(matched_lines.reference_units = matched_lines.engine_units)::BIGINT AS same_units,
    sum(matched_lines.engine_units - matched_lines.reference_units)::BIGINT AS more_units
  FROM matched_lines
  GROUP BY matched_lines.encounter_ix
),
answers AS (
  SELECT
    counted.encounter_ix,
    counted.matched,
    counted.same_units,
    counted.more_units,
    coalesce(unequal.differing, 0) AS differing,
    coalesce(unequal.differing_in_price, 0) AS differing_in_price
  FROM counted
  LEFT JOIN unequal ON unequal.encounter_ix = counted.encounter_ix
)
SELECT
  encounter_ix,
  NULL::INTEGER AS system_ix,
  'modifiers.agreement'::measure_name AS metric,
  matched - differing AS y,
  matched AS x
FROM answers
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'modifiers.pricing'::measure_name, matched - differing_in_price, matched
FROM answers
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'units.agreement'::measure_name, same_units, matched FROM answers
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'units.difference'::measure_name, more_units, matched FROM answers;

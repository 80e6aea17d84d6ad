-- Question: on which matched codes do the units differ, and from what to what?
-- Grain: one row per encounter and matched code whose units, all lines added up, differ; detail such as 1→2.
-- Source: METRICS.md, Error classes: an attribute of matched assignments. None where the engine gives no units.
WITH amounts AS (
  SELECT reference_units AS units FROM matched_lines
  UNION
  SELECT engine_units AS units FROM matched_lines
),
texts AS (
  SELECT units, rtrim(rtrim((units * 0.001)::DECIMAL(18, 3)::VARCHAR, '0'), '.') AS written
  FROM amounts
)
SELECT
  matched_lines.encounter_ix,
  encounters.cluster_ix,
  asked_codes.system_ix,
  'units' AS class,
  matched_lines.code_ix,
  NULL::INTEGER AS other_ix,
  reference.written || '→' || engine.written AS detail
FROM matched_lines
JOIN encounters ON encounters.encounter_ix = matched_lines.encounter_ix
JOIN asked_codes ON asked_codes.code_ix = matched_lines.code_ix
JOIN texts AS reference ON reference.units = matched_lines.reference_units
JOIN texts AS engine ON engine.units = matched_lines.engine_units
CROSS JOIN attributes_given
WHERE matched_lines.reference_units <> matched_lines.engine_units
  AND (attributes_given.engine_units OR NOT attributes_given.reference_units)
ORDER BY matched_lines.encounter_ix, matched_lines.code_ix;

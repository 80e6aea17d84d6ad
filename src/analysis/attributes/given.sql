-- Question: which attributes of codes does each side record at all?
-- Grain: one row for the run; systems asked. Present on admission counts with Y, N, U and W.
-- Source: an attribute that the reference records and the engine nowhere is not wrong on every code: it is not given.
CREATE OR REPLACE TABLE attributes_given AS
WITH asked AS (
  SELECT codes.code_ix, codes.is_diagnosis, codes.system IN ('CPT', 'HCPCS') AS is_line
  FROM codes
  SEMI JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
),
recorded AS (
  SELECT
    assignments.side,
    asked.is_diagnosis AND coalesce(assignments.poa, '1') <> '1' AS has_poa,
    asked.is_line AND coalesce(assignments.modifiers, '') <> '' AS has_modifiers,
    asked.is_line AND assignments.units IS NOT NULL AS has_units
  FROM assignments
  JOIN asked ON asked.code_ix = assignments.code_ix
  WHERE assignments.side IN (1, 2)
)
SELECT
  coalesce(bool_or(side = 1 AND has_poa), false) AS reference_poa,
  coalesce(bool_or(side = 2 AND has_poa), false) AS engine_poa,
  coalesce(bool_or(side = 1 AND has_modifiers), false) AS reference_modifiers,
  coalesce(bool_or(side = 2 AND has_modifiers), false) AS engine_modifiers,
  coalesce(bool_or(side = 1 AND has_units), false) AS reference_units,
  coalesce(bool_or(side = 2 AND has_units), false) AS engine_units
FROM recorded;

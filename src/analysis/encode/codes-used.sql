-- Question: which codes, as they were written, occur among the encounters in scope?
-- Grain: one row per written (system, code) of the reference's and the second coder's roles and of the engine.
WITH written AS (
  SELECT source_codes.system, source_codes.code
  FROM source_codes
  JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
  WHERE source_codes.role IN ($role, 'second')
  UNION
  SELECT source_engine_codes.system, source_engine_codes.code
  FROM source_engine_codes
  JOIN encounters ON encounters.encounter_id = source_engine_codes.encounter_id
)
SELECT system, code FROM written ORDER BY system, code;

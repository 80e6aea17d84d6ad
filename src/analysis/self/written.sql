-- Question: which codes, as they were written, occur in repeats alone?
-- Grain: one row per written (system, code) that the code map does not hold.
SELECT DISTINCT source_repeat_codes.system, source_repeat_codes.code
FROM source_repeat_codes
JOIN encounters ON encounters.encounter_id = source_repeat_codes.encounter_id
ANTI JOIN code_map
  ON code_map.written_system = source_repeat_codes.system AND code_map.written_code = source_repeat_codes.code
ORDER BY source_repeat_codes.system, source_repeat_codes.code;

-- Question: which code systems does the reference hold within the scope?
-- Grain: one row per code system, after relabelling CPT and HCPCS by pattern.
SELECT DISTINCT code_map.system
FROM source_codes
JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
JOIN code_map ON code_map.written_system = source_codes.system AND code_map.written_code = source_codes.code
WHERE source_codes.role = $role
ORDER BY code_map.system;

-- Question: which code systems does the reference hold within the scope?
-- Grain: one row per code system, after relabelling CPT and HCPCS by pattern.
-- Source: DATA.md, Scenario: rows of other sources, admitting diagnoses and reasons for a visit are not the reference's.
SELECT DISTINCT code_map.system
FROM source_codes
JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
JOIN code_map ON code_map.written_system = source_codes.system AND code_map.written_code = source_codes.code
WHERE source_codes.role = $role
  AND ($sources = '' OR contains($sources, '|' || coalesce(source_codes.source, 'coder') || '|'))
  AND coalesce(source_codes.use, '') NOT IN ('admitting', 'reason_for_visit')
ORDER BY code_map.system;

-- Question: on how many compared encounters did a coder see the engine under test?
-- Grain: one row. Source: DATA.md, Scenario: such a run was no shadow.
SELECT count(DISTINCT encounters.encounter_ix) AS encounters
FROM source_codings
JOIN encounters ON encounters.encounter_id = source_codings.encounter_id
WHERE source_codings.assisted = 'engine-under-test';

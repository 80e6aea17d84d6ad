-- Question: which set of codes does each side give each encounter, in one code system?
-- Grain: one row per encounter with a code on either side, and code; side as in `matches`.
SELECT matches.encounter_ix, encounters.jack_group, matches.code_ix, matches.side
FROM matches
JOIN code_systems ON code_systems.code_ix = matches.code_ix
JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
WHERE code_systems.system_ix = $system_ix
ORDER BY matches.encounter_ix, matches.code_ix;

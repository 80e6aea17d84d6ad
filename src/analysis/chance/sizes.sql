-- Question: how many encounters does each jackknife group hold?
-- Grain: one row per group with an encounter that is compared.
SELECT encounters.jack_group, count(*) AS encounters
FROM scope_members
JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
WHERE scope_members.scope_ix = 0
GROUP BY encounters.jack_group
ORDER BY encounters.jack_group;

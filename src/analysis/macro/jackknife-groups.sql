-- Question: which jackknife groups have a member in each scope that wants an interval?
-- Grain: one row per scope and group.
SELECT scopes.scope_ix, encounters.jack_group
FROM scopes
JOIN scope_members ON scope_members.scope_ix = scopes.scope_ix
JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
WHERE scopes.wants_macro_interval
GROUP BY scopes.scope_ix, encounters.jack_group
ORDER BY scopes.scope_ix, encounters.jack_group;

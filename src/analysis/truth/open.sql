-- Question: in how many encounters of each stratum may truth differ from what the codings predict?
-- Grain: one row per scope, code system and stratum: encounters with a code there, of the engine, of the coders.
SELECT
  scope_members.scope_ix,
  encounter_sums.system_ix,
  review_members.stratum_ix,
  count(*)::INTEGER AS either,
  count_if(encounter_sums.tp + encounter_sums.fp > 0)::INTEGER AS engine,
  count_if(encounter_sums.tp + encounter_sums.fn > 0)::INTEGER AS coder
FROM encounter_sums
JOIN review_systems ON review_systems.system_ix = encounter_sums.system_ix
JOIN review_members ON review_members.encounter_ix = encounter_sums.encounter_ix
JOIN scope_members ON scope_members.encounter_ix = encounter_sums.encounter_ix
GROUP BY scope_members.scope_ix, encounter_sums.system_ix, review_members.stratum_ix
ORDER BY scope_members.scope_ix, encounter_sums.system_ix, review_members.stratum_ix;

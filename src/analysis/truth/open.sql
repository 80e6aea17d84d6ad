-- Question: in how many encounters of each stratum may truth differ from what the codings predict?
-- Grain: one row per scope, code system and stratum: encounters in all, with a code of the engine, of the coders.
SELECT
  scope_members.scope_ix,
  review_systems.system_ix,
  review_members.stratum_ix,
  count(*)::INTEGER AS encounters,
  count_if(coalesce(encounter_sums.tp + encounter_sums.fp, 0) > 0)::INTEGER AS engine,
  count_if(coalesce(encounter_sums.tp + encounter_sums.fn, 0) > 0)::INTEGER AS coder
FROM scope_members
JOIN review_members ON review_members.encounter_ix = scope_members.encounter_ix
CROSS JOIN review_systems
LEFT JOIN encounter_sums
  ON encounter_sums.encounter_ix = scope_members.encounter_ix
  AND encounter_sums.system_ix = review_systems.system_ix
GROUP BY scope_members.scope_ix, review_systems.system_ix, review_members.stratum_ix
ORDER BY scope_members.scope_ix, review_systems.system_ix, review_members.stratum_ix;

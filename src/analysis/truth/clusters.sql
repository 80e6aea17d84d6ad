-- Question: what do the two codings hold of each cluster that has a settled encounter?
-- Grain: one row per scope, code system and cluster, over all its encounters, drawn or not.
SELECT
  scope_members.scope_ix,
  encounter_sums.system_ix,
  encounter_sums.cluster_ix,
  sum(encounter_sums.tp)::BIGINT AS tp,
  sum(encounter_sums.fp)::BIGINT AS fp,
  sum(encounter_sums.fn)::BIGINT AS fn,
  count_if(encounter_sums.fp + encounter_sums.fn = 0)::BIGINT AS exact,
  count(*) AS either
FROM encounter_sums
JOIN (SELECT DISTINCT cluster_ix FROM review_settled) AS settled
  ON settled.cluster_ix = encounter_sums.cluster_ix
JOIN review_systems ON review_systems.system_ix = encounter_sums.system_ix
JOIN scope_members ON scope_members.encounter_ix = encounter_sums.encounter_ix
GROUP BY scope_members.scope_ix, encounter_sums.system_ix, encounter_sums.cluster_ix
ORDER BY scope_members.scope_ix, encounter_sums.system_ix, encounter_sums.cluster_ix;

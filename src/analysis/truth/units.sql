-- Question: what did reviewers settle of each drawn encounter?
-- Grain: one row per scope, code system and settled encounter with any code there, given or missed.
SELECT
  scope_members.scope_ix,
  review_truth.system_ix,
  review_settled.stratum_ix,
  review_settled.cluster_ix,
  review_truth.both_right,
  review_truth.both_wrong,
  review_truth.engine_right,
  review_truth.engine_wrong,
  review_truth.coder_right,
  review_truth.coder_wrong,
  review_truth.missed
FROM review_truth
JOIN review_settled ON review_settled.encounter_ix = review_truth.encounter_ix
JOIN scope_members ON scope_members.encounter_ix = review_truth.encounter_ix
ORDER BY scope_members.scope_ix, review_truth.system_ix, review_truth.encounter_ix;

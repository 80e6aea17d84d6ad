-- Question: how far do engine and reference agree on codes?
-- Grain: one row per scope, code system and metric, with the moments of its ratio over clusters.
-- Source: METRICS.md, Figures. An unanswered encounter has no engine code, so `.answered` differs in the missed
-- codes and the encounters alone.
WITH lane_sums AS (
  SELECT
    scope_members.scope_ix,
    encounter_sums.system_ix,
    encounter_sums.cluster_ix,
    count(*) AS encounters,
    sum(encounter_sums.code_lanes) AS code_lanes,
    sum(encounter_sums.answer_lanes) AS answer_lanes,
    sum(encounter_sums.share_lanes) AS share_lanes
  FROM scope_members
  JOIN encounter_sums ON encounter_sums.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, encounter_sums.system_ix, encounter_sums.cluster_ix
),
cluster_sums AS (
  SELECT
    scope_ix,
    system_ix,
    encounters,
    lane_of_three(code_lanes, 0) AS tp,
    lane_of_three(code_lanes, 1) AS fp,
    lane_of_three(code_lanes, 2) AS fn,
    lane_of_three(answer_lanes, 0) AS fn_answered,
    lane_of_three(answer_lanes, 1) AS encounters_answered,
    lane_of_three(answer_lanes, 2) AS exact,
    lane_of_two(share_lanes, 0) AS jaccard,
    lane_of_two(share_lanes, 1) AS f1
  FROM lane_sums
),
moments AS (
  SELECT
    scope_ix,
    system_ix,
    ratio_of(tp, tp + fp, encounters) AS "codes.precision",
    ratio_of(tp, tp + fn, encounters) AS "codes.recall",
    ratio_of(2 * tp, 2 * tp + fp + fn, encounters) AS "codes.f1",
    ratio_of(tp - fp, tp + fn, encounters) AS "codes.net_accuracy",
    ratio_of(exact, encounters, encounters) AS "encounters.exact_match",
    mean_of(jaccard, encounters, encounters) AS "encounters.jaccard",
    mean_of(f1, encounters, encounters) AS "encounters.f1",
    ratio_of(tp, tp + fp, encounters_answered) AS "codes.precision.answered",
    ratio_of(tp, tp + fn_answered, encounters_answered) AS "codes.recall.answered",
    ratio_of(2 * tp, 2 * tp + fp + fn_answered, encounters_answered) AS "codes.f1.answered",
    ratio_of(tp - fp, tp + fn_answered, encounters_answered) AS "codes.net_accuracy.answered",
    ratio_of(exact, encounters_answered, encounters_answered) AS "encounters.exact_match.answered",
    mean_of(jaccard, encounters_answered, encounters_answered) AS "encounters.jaccard.answered",
    mean_of(f1, encounters_answered, encounters_answered) AS "encounters.f1.answered"
  FROM cluster_sums
  GROUP BY scope_ix, system_ix
),
by_metric AS (
  UNPIVOT moments ON COLUMNS(* EXCLUDE (scope_ix, system_ix)) INTO NAME metric VALUE sums
)
SELECT
  scope_ix,
  system_ix,
  metric,
  sums.y AS y,
  sums.x AS x,
  sums.yy AS yy,
  sums.xy AS xy,
  sums.xx AS xx,
  sums.clusters AS clusters,
  sums.yes AS yes,
  sums.no AS no,
  sums.encounters AS encounters
FROM by_metric
ORDER BY scope_ix, system_ix, metric;

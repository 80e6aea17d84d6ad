-- Question: what do the two codings predict of each other's accuracy, over all encounters?
-- Grain: one row per scope, code system and metric, with the moments of its ratio over clusters. The engine is
-- predicted to be right where the coders agree, and the coders where the engine does.
-- Source: METRICS.md, true.*.
WITH cluster_sums AS (
  SELECT
    scope_members.scope_ix,
    encounter_sums.system_ix,
    encounter_sums.cluster_ix,
    count(*) AS encounters,
    sum(encounter_sums.tp)::BIGINT AS tp,
    sum(encounter_sums.fp)::BIGINT AS fp,
    sum(encounter_sums.fn)::BIGINT AS fn,
    count_if(encounter_sums.fp + encounter_sums.fn = 0)::BIGINT AS exact
  FROM scope_members
  JOIN encounter_sums ON encounter_sums.encounter_ix = scope_members.encounter_ix
  JOIN review_systems ON review_systems.system_ix = encounter_sums.system_ix
  GROUP BY scope_members.scope_ix, encounter_sums.system_ix, encounter_sums.cluster_ix
),
moments AS (
  SELECT
    scope_ix,
    system_ix,
    ratio_of(tp, tp + fp, encounters) AS "true.codes.precision",
    ratio_of(tp, tp + fn, encounters) AS "true.codes.recall",
    ratio_of(2 * tp, 2 * tp + fp + fn, encounters) AS "true.codes.f1",
    ratio_of(tp - fp, tp + fn, encounters) AS "true.codes.net_accuracy",
    ratio_of(exact, encounters, encounters) AS "true.encounters.exact_match",
    ratio_of(tp, tp + fn, encounters) AS "true.coder.codes.precision",
    ratio_of(tp, tp + fp, encounters) AS "true.coder.codes.recall",
    ratio_of(2 * tp, 2 * tp + fp + fn, encounters) AS "true.coder.codes.f1",
    ratio_of(tp - fn, tp + fp, encounters) AS "true.coder.codes.net_accuracy",
    ratio_of(exact, encounters, encounters) AS "true.coder.encounters.exact_match"
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
  sums.clusters AS clusters
FROM by_metric
ORDER BY scope_ix, system_ix, metric;

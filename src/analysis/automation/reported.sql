-- Question: what does each proved threshold accept, and how much of it is right, on the half it was not chosen on?
-- Grain: one row per slice with a threshold (automation_proved) and metric, with the moments of its ratio over clusters.
-- Source: METRICS.md, Guarantees.
WITH cluster_sums AS (
  SELECT
    automation_members.slice_ix,
    automation_members.cluster_ix,
    count(*) AS encounters,
    count_if(automation_members.confidence >= automation_proved.threshold)::BIGINT AS accepted,
    count_if(automation_members.confidence >= automation_proved.threshold AND automation_members.is_exact)::BIGINT AS exact
  FROM automation_members
  JOIN automation_proved ON automation_proved.slice_ix = automation_members.slice_ix
  WHERE automation_members.half = 1
  GROUP BY automation_members.slice_ix, automation_members.cluster_ix
),
moments AS (
  SELECT
    slice_ix,
    ratio_of(accepted, encounters, encounters) AS "automation.coverage",
    ratio_of(exact, accepted, accepted) AS "automation.precision"
  FROM cluster_sums
  GROUP BY slice_ix
),
by_metric AS (
  UNPIVOT moments ON COLUMNS(* EXCLUDE (slice_ix)) INTO NAME metric VALUE sums
)
SELECT
  slice_ix AS scope_ix,
  NULL::INTEGER AS system_ix,
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
ORDER BY slice_ix, metric;

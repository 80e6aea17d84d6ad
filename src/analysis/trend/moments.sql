-- Question: what are the figures of each period of a run?
-- Grain: one row per scope, code system (−1 all, null a figure of no system), metric and period, with the moments of
-- its ratio over clusters; period null is the whole run, whose clusters are patients over all of it. Slices are
-- answered for one system alone, figures of two coders for the whole run alone.
-- Source: METRICS.md, Figures and Intervals.
WITH placed AS (
  SELECT
    scope_members.scope_ix,
    scope_members.encounter_ix,
    encounters.cluster_ix,
    CASE WHEN $by_week THEN encounters.week ELSE 0 END AS period
  FROM scope_members
  JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
  WHERE NOT $by_week OR encounters.week IS NOT NULL
),
code_sums AS (
  SELECT
    placed.scope_ix,
    encounter_sums.system_ix,
    placed.period,
    placed.cluster_ix,
    count(*) AS encounters,
    sum(encounter_sums.tp)::BIGINT AS tp,
    sum(encounter_sums.fp)::BIGINT AS fp,
    sum(encounter_sums.fn)::BIGINT AS fn,
    count_if(encounter_sums.fp + encounter_sums.fn = 0)::BIGINT AS exact
  FROM placed
  JOIN encounter_sums ON encounter_sums.encounter_ix = placed.encounter_ix
  WHERE placed.scope_ix = 0 OR encounter_sums.system_ix = $slice_system
  GROUP BY placed.scope_ix, encounter_sums.system_ix, placed.period, placed.cluster_ix
),
codes_and_whole AS (
  SELECT scope_ix, system_ix, period, encounters, tp, fp, fn, exact
  FROM code_sums
  UNION ALL
  SELECT
    scope_ix,
    system_ix,
    NULL AS period,
    sum(encounters)::BIGINT AS encounters,
    sum(tp)::BIGINT AS tp,
    sum(fp)::BIGINT AS fp,
    sum(fn)::BIGINT AS fn,
    sum(exact)::BIGINT AS exact
  FROM code_sums
  GROUP BY scope_ix, system_ix, cluster_ix
),
code_moments AS (
  SELECT
    scope_ix,
    system_ix,
    period,
    ratio_of(tp, tp + fp, encounters) AS "codes.precision",
    ratio_of(tp, tp + fn, encounters) AS "codes.recall",
    ratio_of(2 * tp, 2 * tp + fp + fn, encounters) AS "codes.f1",
    ratio_of(exact, encounters, encounters) AS "encounters.exact_match"
  FROM codes_and_whole
  GROUP BY scope_ix, system_ix, period
),
share_sums AS (
  SELECT
    placed.scope_ix,
    placed.period,
    placed.cluster_ix,
    count(*) AS encounters,
    count_if(responses.status = 'failed')::BIGINT AS failed,
    count_if(responses.status = 'abstained')::BIGINT AS abstained,
    count(principals.encounter_ix) AS principals,
    count_if(coalesce(principals.engine_agrees, false))::BIGINT AS agreeing
  FROM placed
  JOIN responses ON responses.encounter_ix = placed.encounter_ix
  LEFT JOIN principals ON principals.encounter_ix = placed.encounter_ix
  GROUP BY placed.scope_ix, placed.period, placed.cluster_ix
),
shares_and_whole AS (
  SELECT scope_ix, period, encounters, failed, abstained, principals, agreeing
  FROM share_sums
  UNION ALL
  SELECT
    scope_ix,
    NULL AS period,
    sum(encounters)::BIGINT AS encounters,
    sum(failed)::BIGINT AS failed,
    sum(abstained)::BIGINT AS abstained,
    sum(principals)::BIGINT AS principals,
    sum(agreeing)::BIGINT AS agreeing
  FROM share_sums
  GROUP BY scope_ix, cluster_ix
),
share_moments AS (
  SELECT
    scope_ix,
    period,
    ratio_of(agreeing, principals, principals) AS "principal.agreement",
    ratio_of(failed, encounters, encounters) AS "engine.error_rate",
    ratio_of(abstained, encounters, encounters) AS "engine.abstention_rate"
  FROM shares_and_whole
  GROUP BY scope_ix, period
),
human_code_sums AS (
  SELECT
    human_sums.system_ix,
    placed.period,
    placed.cluster_ix,
    count(*) AS encounters,
    sum(human_sums.tp)::BIGINT AS tp,
    sum(human_sums.fp + human_sums.fn)::BIGINT AS unmatched
  FROM placed
  JOIN human_sums ON human_sums.encounter_ix = placed.encounter_ix
  WHERE placed.scope_ix = 0
  GROUP BY human_sums.system_ix, placed.period, placed.cluster_ix
),
human_and_whole AS (
  SELECT system_ix, period, encounters, tp, unmatched
  FROM human_code_sums
  UNION ALL
  SELECT
    system_ix,
    NULL AS period,
    sum(encounters)::BIGINT AS encounters,
    sum(tp)::BIGINT AS tp,
    sum(unmatched)::BIGINT AS unmatched
  FROM human_code_sums
  GROUP BY system_ix, cluster_ix
),
human_moments AS (
  SELECT system_ix, period, ratio_of(2 * tp, 2 * tp + unmatched, encounters) AS "human.codes.f1"
  FROM human_and_whole
  GROUP BY system_ix, period
),
code_metrics AS (
  UNPIVOT code_moments ON COLUMNS(* EXCLUDE (scope_ix, system_ix, period)) INTO NAME metric VALUE sums
),
share_metrics AS (
  UNPIVOT share_moments ON COLUMNS(* EXCLUDE (scope_ix, period)) INTO NAME metric VALUE sums
),
human_metrics AS (
  UNPIVOT human_moments ON COLUMNS(* EXCLUDE (system_ix, period)) INTO NAME metric VALUE sums
),
by_metric AS (
  SELECT scope_ix, system_ix, period, metric, sums FROM code_metrics
  UNION ALL
  SELECT scope_ix, NULL AS system_ix, period, metric, sums FROM share_metrics
  UNION ALL
  SELECT 0 AS scope_ix, system_ix, period, metric, sums FROM human_metrics
)
SELECT
  scope_ix,
  system_ix,
  metric,
  period,
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
ORDER BY scope_ix, system_ix NULLS FIRST, metric, period NULLS FIRST;

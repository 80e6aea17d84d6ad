-- Question: how often is the first-listed diagnosis the same, and how often does the engine fail, hold or answer?
-- Grain: one row per scope and metric, with the moments of its ratio over clusters.
-- Source: METRICS.md, Figures.
WITH cluster_sums AS (
  SELECT
    scope_members.scope_ix,
    encounters.cluster_ix,
    count(*) AS encounters,
    count_if(responses.status = 'failed')::BIGINT AS failed,
    count_if(responses.status = 'abstained')::BIGINT AS abstained,
    count_if(responses.status = 'coded')::BIGINT AS answered,
    count(principals.encounter_ix) AS principals,
    count_if(coalesce(principals.engine_agrees, false))::BIGINT AS agreeing,
    count(principals.encounter_ix) FILTER (WHERE responses.status = 'coded') AS principals_answered
  FROM scope_members
  JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
  JOIN responses ON responses.encounter_ix = scope_members.encounter_ix
  LEFT JOIN principals ON principals.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, encounters.cluster_ix
),
moments AS (
  SELECT
    scope_ix,
    ratio_of(agreeing, principals, principals) AS "principal.agreement",
    ratio_of(agreeing, principals_answered, principals_answered) AS "principal.agreement.answered",
    ratio_of(failed, encounters, encounters) AS "engine.error_rate",
    ratio_of(abstained, encounters, encounters) AS "engine.abstention_rate",
    ratio_of(answered, encounters, encounters) AS "engine.answered_rate"
  FROM cluster_sums
  GROUP BY scope_ix
),
by_metric AS (
  UNPIVOT moments ON COLUMNS(* EXCLUDE (scope_ix)) INTO NAME metric VALUE sums
)
SELECT
  scope_ix,
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
ORDER BY scope_ix, metric;

-- Question: what are the ratios of the table `measures`?
-- Grain: one row per scope, code system (−1 all, null a figure of no system), metric and population, with the moments
-- of its ratio over clusters. The answered population is the encounters with a coded response.
-- Source: METRICS.md, Intervals. DRGs are left out of all systems together. Of a match in every system, which no sum
-- over systems gives, `measures` holds the rows of all systems itself.
WITH rows_by_system AS (
  SELECT measures.encounter_ix, measures.system_ix, measures.metric, measures.y, measures.x
  FROM measures
  UNION ALL
  SELECT
    measures.encounter_ix,
    -1 AS system_ix,
    measures.metric,
    sum(measures.y)::BIGINT AS y,
    sum(measures.x)::BIGINT AS x
  FROM measures
  JOIN asked_systems ON asked_systems.system_ix = measures.system_ix
  WHERE asked_systems.in_all AND measures.metric <> 'encounters.exact_match.unleaked'
  GROUP BY measures.encounter_ix, measures.metric
),
cluster_sums AS (
  SELECT
    scope_members.scope_ix,
    rows_by_system.system_ix,
    rows_by_system.metric,
    encounters.cluster_ix,
    count(*) AS members,
    sum(rows_by_system.y)::BIGINT AS y,
    sum(rows_by_system.x)::BIGINT AS x,
    count(*) FILTER (WHERE responses.status = 'coded') AS members_answered,
    coalesce(sum(rows_by_system.y) FILTER (WHERE responses.status = 'coded'), 0)::BIGINT AS y_answered,
    coalesce(sum(rows_by_system.x) FILTER (WHERE responses.status = 'coded'), 0)::BIGINT AS x_answered
  FROM scope_members
  JOIN rows_by_system ON rows_by_system.encounter_ix = scope_members.encounter_ix
  JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
  JOIN responses ON responses.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, rows_by_system.system_ix, rows_by_system.metric, encounters.cluster_ix
),
populations AS (
  SELECT scope_ix, system_ix, metric, false AS is_answered, members, y::HUGEINT AS y, x::HUGEINT AS x
  FROM cluster_sums
  UNION ALL
  SELECT scope_ix, system_ix, metric, true AS is_answered, members_answered, y_answered::HUGEINT, x_answered::HUGEINT
  FROM cluster_sums
)
SELECT
  scope_ix,
  system_ix,
  metric::VARCHAR || CASE WHEN is_answered THEN '.answered' ELSE '' END AS metric,
  sum(y)::HUGEINT AS y,
  sum(x)::HUGEINT AS x,
  sum(y * y)::HUGEINT AS yy,
  sum(x * y)::HUGEINT AS xy,
  sum(x * x)::HUGEINT AS xx,
  count_if(members > 0)::INTEGER AS clusters,
  count_if(y <> 0)::INTEGER AS yes,
  count_if(x <> y)::INTEGER AS no,
  sum(members)::BIGINT AS encounters
FROM populations
GROUP BY scope_ix, system_ix, populations.metric, is_answered
ORDER BY scope_ix, system_ix NULLS FIRST, populations.metric, is_answered;

-- Question: how far does the engine agree with itself, and how much of its disagreement with the reference is noise?
-- Grain: one row per scope, code system and metric, with the moments of its ratio over clusters; system_ix is null
-- for how the repeats ended.
-- Source: for a code that is given with chance p where the reference says r (0 or 1), the squared distance of one
-- answer a is E(a − r)² = (p − r)² + p(1 − p). Half the share of pairs of repeats that differ estimates p(1 − p)
-- without bias: over K repeats n(K−n) / (K(K−1)). Both sums are in units of 1 / (K(K−1)).
WITH cluster_sums AS (
  SELECT
    scope_members.scope_ix,
    repeat_sums.system_ix,
    repeat_sums.cluster_ix,
    sum(given)::BIGINT AS given,
    sum(paired)::BIGINT AS paired,
    count_if(given > 0)::BIGINT AS holding,
    count_if(given > 0 AND differing = 0)::BIGINT AS exact,
    coalesce(sum(jaccard), 0)::BIGINT AS jaccard,
    count_if(is_compared)::BIGINT AS compared,
    coalesce(sum(differing) FILTER (WHERE is_compared), 0)::BIGINT AS noise,
    coalesce(sum(wrong) FILTER (WHERE is_compared), 0)::BIGINT AS wrong
  FROM scope_members
  JOIN repeat_sums ON repeat_sums.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, repeat_sums.system_ix, repeat_sums.cluster_ix
),
moments AS (
  SELECT
    scope_ix,
    system_ix,
    ratio_of(paired, ($repeats - 1) * given, holding) AS "self.f1",
    mean_of(jaccard, holding, holding) AS "self.jaccard",
    ratio_of(exact, holding, holding) AS "self.exact_match",
    ratio_of(noise, ($repeats - 1) * wrong, compared) AS "self.noise_share"
  FROM cluster_sums
  GROUP BY scope_ix, system_ix
),
by_metric AS (
  UNPIVOT moments ON COLUMNS(* EXCLUDE (scope_ix, system_ix)) INTO NAME metric VALUE sums
),
cluster_ends AS (
  SELECT
    scope_members.scope_ix,
    whole_repeats.cluster_ix,
    count(*) AS encounters,
    count_if(whole_repeats.ended_alike)::BIGINT AS alike
  FROM scope_members
  JOIN whole_repeats ON whole_repeats.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, whole_repeats.cluster_ix
),
with_ends AS (
  SELECT scope_ix, system_ix, metric, sums FROM by_metric
  UNION ALL
  SELECT scope_ix, NULL AS system_ix, 'self.status_agreement' AS metric, ratio_of(alike, encounters, encounters) AS sums
  FROM cluster_ends
  GROUP BY scope_ix
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
FROM with_ends
ORDER BY scope_ix, system_ix NULLS LAST, metric;

-- Question: how far do two coders agree on the same charts, and how far is the engine from that?
-- Grain: one row per scope, code system and metric on doubly coded encounters: moments of the second coder's ratio
-- (a), the engine's (b) and their products. system_ix is null for the first-listed diagnosis.
-- Source: METRICS.md, human.* and excess.*.
WITH both_sides AS (
  SELECT
    coalesce(human_sums.encounter_ix, engine_sums.encounter_ix) AS encounter_ix,
    coalesce(human_sums.system_ix, engine_sums.system_ix) AS system_ix,
    coalesce(human_sums.cluster_ix, engine_sums.cluster_ix) AS cluster_ix,
    coalesce(human_sums.tp, 0) AS human_tp,
    coalesce(human_sums.fp, 0) AS human_fp,
    coalesce(human_sums.fn, 0) AS human_fn,
    coalesce(human_sums.jaccard, 0) AS human_jaccard,
    coalesce(human_sums.f1, 0) AS human_f1,
    (human_sums.encounter_ix IS NOT NULL)::INTEGER AS in_human,
    coalesce(engine_sums.tp, 0) AS engine_tp,
    coalesce(engine_sums.fp, 0) AS engine_fp,
    coalesce(engine_sums.fn, 0) AS engine_fn,
    coalesce(engine_sums.jaccard, 0) AS engine_jaccard,
    coalesce(engine_sums.f1, 0) AS engine_f1,
    (engine_sums.encounter_ix IS NOT NULL)::INTEGER AS in_engine
  FROM human_sums
  FULL JOIN (
    SELECT
      encounter_sums.encounter_ix,
      encounter_sums.system_ix,
      encounter_sums.cluster_ix,
      encounter_sums.tp,
      encounter_sums.fp,
      encounter_sums.fn,
      encounter_sums.jaccard,
      encounter_sums.f1
    FROM encounter_sums
    JOIN doubly_coded ON doubly_coded.encounter_ix = encounter_sums.encounter_ix
  ) AS engine_sums
    ON engine_sums.encounter_ix = human_sums.encounter_ix
    AND engine_sums.system_ix = human_sums.system_ix
),
cluster_sums AS (
  SELECT
    scope_members.scope_ix,
    both_sides.system_ix,
    both_sides.cluster_ix,
    count(*) AS encounters,
    sum(human_tp)::BIGINT AS human_tp,
    sum(human_fp)::BIGINT AS human_fp,
    sum(human_fn)::BIGINT AS human_fn,
    sum(human_jaccard)::BIGINT AS human_jaccard,
    sum(human_f1)::BIGINT AS human_f1,
    sum(in_human)::BIGINT AS human_encounters,
    count_if(in_human = 1 AND human_fp + human_fn = 0)::BIGINT AS human_exact,
    sum(engine_tp)::BIGINT AS engine_tp,
    sum(engine_fp)::BIGINT AS engine_fp,
    sum(engine_fn)::BIGINT AS engine_fn,
    sum(engine_jaccard)::BIGINT AS engine_jaccard,
    sum(engine_f1)::BIGINT AS engine_f1,
    sum(in_engine)::BIGINT AS engine_encounters,
    count_if(in_engine = 1 AND engine_fp + engine_fn = 0)::BIGINT AS engine_exact
  FROM scope_members
  JOIN both_sides ON both_sides.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, both_sides.system_ix, both_sides.cluster_ix
),
principal_sums AS (
  SELECT
    scope_members.scope_ix,
    encounters.cluster_ix,
    count(*) AS encounters,
    count_if(principals.second_agrees)::BIGINT AS human_agreeing,
    count_if(principals.engine_agrees)::BIGINT AS engine_agreeing
  FROM scope_members
  JOIN doubly_coded ON doubly_coded.encounter_ix = scope_members.encounter_ix
  JOIN principals ON principals.encounter_ix = scope_members.encounter_ix
  JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, encounters.cluster_ix
),
pairs AS (
  SELECT
    scope_ix,
    system_ix,
    pair_of(
      human_tp, human_tp + human_fp, engine_tp, engine_tp + engine_fp,
      human_encounters, engine_encounters, encounters
    ) AS "codes.precision",
    pair_of(
      human_tp, human_tp + human_fn, engine_tp, engine_tp + engine_fn,
      human_encounters, engine_encounters, encounters
    ) AS "codes.recall",
    pair_of(
      2 * human_tp, 2 * human_tp + human_fp + human_fn,
      2 * engine_tp, 2 * engine_tp + engine_fp + engine_fn,
      human_encounters, engine_encounters, encounters
    ) AS "codes.f1",
    pair_of(
      human_tp - human_fp, human_tp + human_fn, engine_tp - engine_fp, engine_tp + engine_fn,
      human_encounters, engine_encounters, encounters
    ) AS "codes.net_accuracy",
    pair_of(
      human_exact, human_encounters, engine_exact, engine_encounters,
      human_encounters, engine_encounters, encounters
    ) AS "encounters.exact_match",
    mean_pair_of(
      human_jaccard, human_encounters, engine_jaccard, engine_encounters,
      human_encounters, engine_encounters, encounters
    ) AS "encounters.jaccard",
    mean_pair_of(
      human_f1, human_encounters, engine_f1, engine_encounters,
      human_encounters, engine_encounters, encounters
    ) AS "encounters.f1"
  FROM cluster_sums
  GROUP BY scope_ix, system_ix
),
by_metric AS (
  UNPIVOT pairs ON COLUMNS(* EXCLUDE (scope_ix, system_ix)) INTO NAME metric VALUE sums
),
with_principal AS (
  SELECT scope_ix, system_ix, metric, sums FROM by_metric
  UNION ALL
  SELECT
    scope_ix,
    NULL AS system_ix,
    'principal.agreement' AS metric,
    pair_of(
      human_agreeing, encounters, engine_agreeing, encounters,
      encounters, encounters, encounters
    ) AS sums
  FROM principal_sums
  GROUP BY scope_ix
)
SELECT
  scope_ix,
  system_ix,
  metric,
  sums.a.y AS a_y,
  sums.a.x AS a_x,
  sums.a.yy AS a_yy,
  sums.a.xy AS a_xy,
  sums.a.xx AS a_xx,
  sums.a.clusters AS a_clusters,
  sums.a.yes AS a_yes,
  sums.a.no AS a_no,
  sums.b.y AS b_y,
  sums.b.x AS b_x,
  sums.b.yy AS b_yy,
  sums.b.xy AS b_xy,
  sums.b.xx AS b_xx,
  sums.b.clusters AS b_clusters,
  sums.cross.yayb AS yayb,
  sums.cross.yaxb AS yaxb,
  sums.cross.xayb AS xayb,
  sums.cross.xaxb AS xaxb,
  sums.cross.clusters AS clusters,
  sums.cross.changed AS changed,
  sums.a.encounters AS a_encounters,
  sums.cross.encounters AS encounters
FROM with_principal
ORDER BY scope_ix, system_ix NULLS LAST, metric;

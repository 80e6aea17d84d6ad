-- Question: what do the clusters add to the figures of code sets in either run, and how many of them the same?
-- Grain: compare_sets one row per encounter and code system (−1 all) with a code on any side; a older run, b newer.
-- compare_set_patterns one row per scope, system and equal sums of clusters: every figure of code sets follows from it.
-- Source: METRICS.md, Figures. An encounter enters a run's figures (in_a, in_b) where either of its sides holds a code;
-- means of shares are in fixed point, in units of 2^−40.
CREATE OR REPLACE TEMP TABLE compare_sets AS
WITH older AS (
  SELECT encounter_ix, system_ix, tp, fp, fn, jaccard, f1
  FROM old_encounter_sums
  SEMI JOIN compare_systems ON compare_systems.system_ix = old_encounter_sums.system_ix
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_encounter_sums.encounter_ix
),
newer AS (
  SELECT
    compare_encounters.encounter_ix,
    compare_systems.system_ix,
    new_encounter_sums.tp,
    new_encounter_sums.fp,
    new_encounter_sums.fn,
    new_encounter_sums.jaccard,
    new_encounter_sums.f1
  FROM new_encounter_sums
  JOIN compare_systems ON compare_systems.new_ix = new_encounter_sums.system_ix
  JOIN compare_encounters ON compare_encounters.new_ix = new_encounter_sums.encounter_ix
)
SELECT
  coalesce(older.encounter_ix, newer.encounter_ix) AS encounter_ix,
  coalesce(older.system_ix, newer.system_ix) AS system_ix,
  coalesce(older.tp, 0) AS tp_a,
  coalesce(older.fp, 0) AS fp_a,
  coalesce(older.fn, 0) AS fn_a,
  coalesce(older.fp + older.fn = 0, false)::INTEGER AS exact_a,
  (older.tp IS NOT NULL)::INTEGER AS in_a,
  coalesce(older.jaccard, 0) AS jaccard_a,
  coalesce(older.f1, 0) AS f1_a,
  coalesce(newer.tp, 0) AS tp_b,
  coalesce(newer.fp, 0) AS fp_b,
  coalesce(newer.fn, 0) AS fn_b,
  coalesce(newer.fp + newer.fn = 0, false)::INTEGER AS exact_b,
  (newer.tp IS NOT NULL)::INTEGER AS in_b,
  coalesce(newer.jaccard, 0) AS jaccard_b,
  coalesce(newer.f1, 0) AS f1_b
FROM older
FULL JOIN newer ON newer.encounter_ix = older.encounter_ix AND newer.system_ix = older.system_ix;

CREATE OR REPLACE TEMP TABLE compare_set_patterns AS
WITH cluster_sums AS (
  SELECT scope_ix, system_ix, tp_a, fp_a, fn_a, exact_a, in_a, jaccard_a, f1_a, tp_b, fp_b, fn_b, exact_b, in_b, jaccard_b, f1_b,
    1 AS encounters
  FROM compare_sets
  JOIN compare_alone ON compare_alone.encounter_ix = compare_sets.encounter_ix
  UNION ALL
  SELECT
    compare_shared.scope_ix,
    compare_sets.system_ix,
    sum(tp_a)::INTEGER,
    sum(fp_a)::INTEGER,
    sum(fn_a)::INTEGER,
    sum(exact_a)::INTEGER,
    sum(in_a)::INTEGER,
    sum(jaccard_a)::BIGINT,
    sum(f1_a)::BIGINT,
    sum(tp_b)::INTEGER,
    sum(fp_b)::INTEGER,
    sum(fn_b)::INTEGER,
    sum(exact_b)::INTEGER,
    sum(in_b)::INTEGER,
    sum(jaccard_b)::BIGINT,
    sum(f1_b)::BIGINT,
    count(*)::INTEGER AS encounters
  FROM compare_sets
  JOIN compare_shared ON compare_shared.encounter_ix = compare_sets.encounter_ix
  GROUP BY compare_shared.scope_ix, compare_sets.system_ix, compare_shared.cluster_ix
)
SELECT
  scope_ix,
  system_ix,
  tp_a,
  fp_a,
  fn_a,
  exact_a,
  in_a,
  jaccard_a,
  f1_a,
  tp_b,
  fp_b,
  fn_b,
  exact_b,
  in_b,
  jaccard_b,
  f1_b,
  count(*) AS clusters,
  sum(encounters)::BIGINT AS encounters
FROM cluster_sums
GROUP BY
  scope_ix, system_ix, tp_a, fp_a, fn_a, exact_a, in_a, jaccard_a, f1_a, tp_b, fp_b, fn_b, exact_b, in_b, jaccard_b, f1_b;

DROP TABLE compare_sets;

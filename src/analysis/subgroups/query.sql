-- Question: which sums over patients has each subgroup, alone and with the whole run?
-- Grain: one row per subgroup of subgroup_members and code system (−2 the engine's rates). own_a_b is Σ a·b over
-- patients, both within the subgroup; run_a_b has a within the subgroup and b in the whole run; each_a_b is over
-- encounters. An encounter's a times its patient's b, summed over encounters, is a sum over patients without grouping
-- by patient; only patients split over several subgroups, with several encounters in one (is_split), are grouped.
-- Source: METRICS.md, Intervals: slice minus rest, patients in both kept together.
WITH split_sums AS (
  SELECT
    subgroup_members.scope_a,
    subgroup_members.scope_b,
    subgroup_members.cluster_ix,
    subgroup_sums.system_ix,
    sum(subgroup_sums.tp)::INTEGER AS tp,
    sum(subgroup_sums.fp)::INTEGER AS fp,
    sum(subgroup_sums.fn)::INTEGER AS fn,
    sum(subgroup_sums.exact)::INTEGER AS exact,
    count(*)::INTEGER AS encounters,
    any_value(subgroup_sums.all_tp) AS all_tp,
    any_value(subgroup_sums.all_fp) AS all_fp,
    any_value(subgroup_sums.all_fn) AS all_fn,
    any_value(subgroup_sums.all_exact) AS all_exact,
    any_value(subgroup_sums.all_encounters) AS all_encounters,
    sum(subgroup_sums.tp * subgroup_sums.tp)::BIGINT AS tp_tp,
    sum(subgroup_sums.tp * subgroup_sums.fp)::BIGINT AS tp_fp,
    sum(subgroup_sums.tp * subgroup_sums.fn)::BIGINT AS tp_fn,
    sum(subgroup_sums.fp * subgroup_sums.fp)::BIGINT AS fp_fp,
    sum(subgroup_sums.fp * subgroup_sums.fn)::BIGINT AS fp_fn,
    sum(subgroup_sums.fn * subgroup_sums.fn)::BIGINT AS fn_fn
  FROM subgroup_members
  JOIN subgroup_sums ON subgroup_sums.encounter_ix = subgroup_members.encounter_ix
  WHERE subgroup_members.is_split
  GROUP BY
    subgroup_members.scope_a, subgroup_members.scope_b, subgroup_members.cluster_ix, subgroup_sums.system_ix
),
parts AS (
  SELECT
    scope_a, scope_b, system_ix, tp, fp, fn, exact, encounters,
    tp AS part_tp, fp AS part_fp, fn AS part_fn, exact AS part_exact, encounters AS part_encounters,
    all_tp, all_fp, all_fn, all_exact, all_encounters,
    tp_tp, tp_fp, tp_fn, fp_fp, fp_fn, fn_fn
  FROM split_sums
  UNION ALL
  SELECT
    subgroup_members.scope_a,
    subgroup_members.scope_b,
    subgroup_sums.system_ix,
    subgroup_sums.tp,
    subgroup_sums.fp,
    subgroup_sums.fn,
    subgroup_sums.exact,
    1 AS encounters,
    CASE WHEN subgroup_members.is_whole THEN subgroup_sums.all_tp ELSE subgroup_sums.tp END,
    CASE WHEN subgroup_members.is_whole THEN subgroup_sums.all_fp ELSE subgroup_sums.fp END,
    CASE WHEN subgroup_members.is_whole THEN subgroup_sums.all_fn ELSE subgroup_sums.fn END,
    CASE WHEN subgroup_members.is_whole THEN subgroup_sums.all_exact ELSE subgroup_sums.exact END,
    CASE WHEN subgroup_members.is_whole THEN subgroup_sums.all_encounters ELSE 1 END,
    subgroup_sums.all_tp,
    subgroup_sums.all_fp,
    subgroup_sums.all_fn,
    subgroup_sums.all_exact,
    subgroup_sums.all_encounters,
    subgroup_sums.tp * subgroup_sums.tp,
    subgroup_sums.tp * subgroup_sums.fp,
    subgroup_sums.tp * subgroup_sums.fn,
    subgroup_sums.fp * subgroup_sums.fp,
    subgroup_sums.fp * subgroup_sums.fn,
    subgroup_sums.fn * subgroup_sums.fn
  FROM subgroup_members
  JOIN subgroup_sums ON subgroup_sums.encounter_ix = subgroup_members.encounter_ix
  WHERE NOT subgroup_members.is_split
)
SELECT
  scope_a,
  scope_b,
  system_ix,
  sum(encounters)::BIGINT AS members,
  sum(tp)::HUGEINT AS tp,
  sum(fp)::HUGEINT AS fp,
  sum(fn)::HUGEINT AS fn,
  sum(exact)::HUGEINT AS exact,
  sum(encounters)::HUGEINT AS encounters,
  sum(tp::BIGINT * part_tp)::HUGEINT AS own_tp_tp,
  sum(tp::BIGINT * part_fp)::HUGEINT AS own_tp_fp,
  sum(tp::BIGINT * part_fn)::HUGEINT AS own_tp_fn,
  sum(fp::BIGINT * part_fp)::HUGEINT AS own_fp_fp,
  sum(fp::BIGINT * part_fn)::HUGEINT AS own_fp_fn,
  sum(fn::BIGINT * part_fn)::HUGEINT AS own_fn_fn,
  sum(exact::BIGINT * part_exact)::HUGEINT AS own_exact_exact,
  sum(exact::BIGINT * part_encounters)::HUGEINT AS own_exact_encounters,
  sum(encounters::BIGINT * part_encounters)::HUGEINT AS own_encounters_encounters,
  sum(tp_tp)::HUGEINT AS each_tp_tp,
  sum(tp_fp)::HUGEINT AS each_tp_fp,
  sum(tp_fn)::HUGEINT AS each_tp_fn,
  sum(fp_fp)::HUGEINT AS each_fp_fp,
  sum(fp_fn)::HUGEINT AS each_fp_fn,
  sum(fn_fn)::HUGEINT AS each_fn_fn,
  sum(encounters)::HUGEINT AS each_encounters_encounters,
  sum(tp::BIGINT * all_tp)::HUGEINT AS run_tp_tp,
  sum(tp::BIGINT * all_fp)::HUGEINT AS run_tp_fp,
  sum(tp::BIGINT * all_fn)::HUGEINT AS run_tp_fn,
  sum(fp::BIGINT * all_tp)::HUGEINT AS run_fp_tp,
  sum(fp::BIGINT * all_fp)::HUGEINT AS run_fp_fp,
  sum(fp::BIGINT * all_fn)::HUGEINT AS run_fp_fn,
  sum(fn::BIGINT * all_tp)::HUGEINT AS run_fn_tp,
  sum(fn::BIGINT * all_fp)::HUGEINT AS run_fn_fp,
  sum(fn::BIGINT * all_fn)::HUGEINT AS run_fn_fn,
  sum(exact::BIGINT * all_exact)::HUGEINT AS run_exact_exact,
  sum(exact::BIGINT * all_encounters)::HUGEINT AS run_exact_encounters,
  sum(encounters::BIGINT * all_exact)::HUGEINT AS run_encounters_exact,
  sum(encounters::BIGINT * all_encounters)::HUGEINT AS run_encounters_encounters
FROM parts
GROUP BY scope_a, scope_b, system_ix
ORDER BY scope_a, scope_b, system_ix;

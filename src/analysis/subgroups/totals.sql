-- Question: which sums over patients has the whole run, for the figures that subgroups are compared by?
-- Grain: one row per code system (−2 the engine's rates). own_a_b is Σ a·b over patients (an encounter's a times its
-- patient's b, summed over encounters), each_a_b over encounters. engine_patients are those with any code of the
-- engine, reference_patients of the reference.
-- Source: METRICS.md, Intervals.
SELECT
  system_ix,
  count(*) AS members,
  count_if(is_first AND all_tp + all_fp > 0)::BIGINT AS engine_patients,
  count_if(is_first AND all_tp + all_fn > 0)::BIGINT AS reference_patients,
  count_if(is_first)::BIGINT AS patients,
  sum(tp)::HUGEINT AS tp,
  sum(fp)::HUGEINT AS fp,
  sum(fn)::HUGEINT AS fn,
  sum(exact)::HUGEINT AS exact,
  count(*)::HUGEINT AS encounters,
  sum(tp::BIGINT * all_tp)::HUGEINT AS own_tp_tp,
  sum(tp::BIGINT * all_fp)::HUGEINT AS own_tp_fp,
  sum(tp::BIGINT * all_fn)::HUGEINT AS own_tp_fn,
  sum(fp::BIGINT * all_fp)::HUGEINT AS own_fp_fp,
  sum(fp::BIGINT * all_fn)::HUGEINT AS own_fp_fn,
  sum(fn::BIGINT * all_fn)::HUGEINT AS own_fn_fn,
  sum(exact::BIGINT * all_exact)::HUGEINT AS own_exact_exact,
  sum(exact::BIGINT * all_encounters)::HUGEINT AS own_exact_encounters,
  sum(all_encounters)::HUGEINT AS own_encounters_encounters,
  sum(tp * tp)::HUGEINT AS each_tp_tp,
  sum(tp * fp)::HUGEINT AS each_tp_fp,
  sum(tp * fn)::HUGEINT AS each_tp_fn,
  sum(fp * fp)::HUGEINT AS each_fp_fp,
  sum(fp * fn)::HUGEINT AS each_fp_fn,
  sum(fn * fn)::HUGEINT AS each_fn_fn,
  sum(exact)::HUGEINT AS each_exact_exact,
  sum(exact)::HUGEINT AS each_exact_encounters,
  count(*)::HUGEINT AS each_encounters_encounters
FROM subgroup_sums
GROUP BY system_ix
ORDER BY system_ix;

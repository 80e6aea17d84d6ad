-- Question: which sums over patients has each value of one slice column, or each two of two columns crossed, alone and
-- with the whole run?
-- Grain: one row per subgroup of at least $fewest encounters and code system (−2 the engine's rates); where $first and
-- $second are one column, scope_b repeats scope_a. own_a_b is Σ a·b over patients, both within the subgroup; run_a_b
-- has a within the subgroup and b in the whole run; each_a_b is over encounters. An encounter's a times its patient's
-- b, summed over encounters, is a sum over patients without grouping by patient: b of the part that lies within the
-- subgroup is the whole patient's where all of it does (is_whole), else the encounter's own as if it lay there alone.
-- Only patients of whom several but not all encounters lie there (split_patients) are grouped: their part is added, what
-- stands for it encounter by encounter is taken off again, and their other sums are 0 in both.
-- Source: METRICS.md, Intervals: slice minus rest, patients in both kept together.
WITH subgroups AS (
  SELECT
    in_first.place_ix,
    in_first.scope_ix AS scope_a,
    in_second.scope_ix AS scope_b,
    in_first.is_whole AND in_second.is_whole AS is_whole
  FROM subgroup_places AS in_first
  JOIN subgroup_places AS in_second ON in_second.place_ix = in_first.place_ix
  WHERE in_first.column_ix = $first AND in_second.column_ix = $second
),
alike AS (
  SELECT
    subgroups.scope_a,
    subgroups.scope_b,
    subgroups.is_whole,
    place_sums.system_ix,
    place_sums.tp,
    place_sums.fp,
    place_sums.fn,
    place_sums.exact,
    sum(place_sums.encounters)::BIGINT AS encounters,
    sum(place_sums.all_tp)::BIGINT AS all_tp,
    sum(place_sums.all_fp)::BIGINT AS all_fp,
    sum(place_sums.all_fn)::BIGINT AS all_fn,
    sum(place_sums.all_exact)::BIGINT AS all_exact,
    sum(place_sums.all_encounters)::BIGINT AS all_encounters
  FROM subgroups
  JOIN place_sums ON place_sums.place_ix = subgroups.place_ix
  GROUP BY
    subgroups.scope_a,
    subgroups.scope_b,
    subgroups.is_whole,
    place_sums.system_ix,
    place_sums.tp,
    place_sums.fp,
    place_sums.fn,
    place_sums.exact
),
large AS (
  SELECT scope_a, scope_b
  FROM alike
  WHERE system_ix = -2
  GROUP BY scope_a, scope_b
  HAVING sum(encounters) >= $fewest
),
open_encounters AS MATERIALIZED (
  SELECT subgroups.scope_a, subgroups.scope_b, many_encounters.cluster_ix, many_encounters.encounter_ix
  FROM many_encounters
  JOIN subgroups ON subgroups.place_ix = many_encounters.place_ix
  WHERE NOT subgroups.is_whole
),
split_patients AS (
  SELECT scope_a, scope_b, cluster_ix
  FROM open_encounters
  GROUP BY scope_a, scope_b, cluster_ix
  HAVING count(*) > 1
),
split_encounters AS MATERIALIZED (
  SELECT
    open_encounters.scope_a,
    open_encounters.scope_b,
    open_encounters.cluster_ix,
    subgroup_sums.system_ix,
    subgroup_sums.tp,
    subgroup_sums.fp,
    subgroup_sums.fn,
    subgroup_sums.exact
  FROM open_encounters
  JOIN split_patients
    ON split_patients.scope_a = open_encounters.scope_a
    AND split_patients.scope_b = open_encounters.scope_b
    AND split_patients.cluster_ix = open_encounters.cluster_ix
  JOIN subgroup_sums ON subgroup_sums.encounter_ix = open_encounters.encounter_ix
),
split_parts AS (
  SELECT
    scope_a,
    scope_b,
    system_ix,
    sum(tp)::BIGINT AS tp,
    sum(fp)::BIGINT AS fp,
    sum(fn)::BIGINT AS fn,
    sum(exact)::BIGINT AS exact,
    count(*) AS encounters
  FROM split_encounters
  GROUP BY scope_a, scope_b, cluster_ix, system_ix
),
parts AS (
  SELECT
    scope_a,
    scope_b,
    system_ix,
    tp::BIGINT AS tp,
    fp::BIGINT AS fp,
    fn::BIGINT AS fn,
    exact::BIGINT AS exact,
    1 AS own_encounters,
    encounters,
    CASE WHEN is_whole THEN all_tp ELSE encounters * tp END AS part_tp,
    CASE WHEN is_whole THEN all_fp ELSE encounters * fp END AS part_fp,
    CASE WHEN is_whole THEN all_fn ELSE encounters * fn END AS part_fn,
    CASE WHEN is_whole THEN all_exact ELSE encounters * exact END AS part_exact,
    CASE WHEN is_whole THEN all_encounters ELSE encounters END AS part_encounters,
    all_tp,
    all_fp,
    all_fn,
    all_exact,
    all_encounters
  FROM alike
  UNION ALL
  SELECT
    scope_a, scope_b, system_ix, tp, fp, fn, exact, encounters, 0, tp, fp, fn, exact, encounters, 0, 0, 0, 0, 0
  FROM split_parts
  UNION ALL
  SELECT scope_a, scope_b, system_ix, tp, fp, fn, exact, 1, 0, -tp, -fp, -fn, -exact, -1, 0, 0, 0, 0, 0
  FROM split_encounters
)
SELECT
  parts.scope_a,
  parts.scope_b,
  parts.system_ix,
  sum(parts.encounters)::BIGINT AS members,
  sum(parts.encounters * parts.tp)::HUGEINT AS tp,
  sum(parts.encounters * parts.fp)::HUGEINT AS fp,
  sum(parts.encounters * parts.fn)::HUGEINT AS fn,
  sum(parts.encounters * parts.exact)::HUGEINT AS exact,
  sum(parts.encounters)::HUGEINT AS encounters,
  sum(parts.tp * parts.part_tp)::HUGEINT AS own_tp_tp,
  sum(parts.tp * parts.part_fp)::HUGEINT AS own_tp_fp,
  sum(parts.tp * parts.part_fn)::HUGEINT AS own_tp_fn,
  sum(parts.fp * parts.part_fp)::HUGEINT AS own_fp_fp,
  sum(parts.fp * parts.part_fn)::HUGEINT AS own_fp_fn,
  sum(parts.fn * parts.part_fn)::HUGEINT AS own_fn_fn,
  sum(parts.exact * parts.part_exact)::HUGEINT AS own_exact_exact,
  sum(parts.exact * parts.part_encounters)::HUGEINT AS own_exact_encounters,
  sum(parts.own_encounters * parts.part_encounters)::HUGEINT AS own_encounters_encounters,
  sum(parts.encounters * parts.tp * parts.tp)::HUGEINT AS each_tp_tp,
  sum(parts.encounters * parts.tp * parts.fp)::HUGEINT AS each_tp_fp,
  sum(parts.encounters * parts.tp * parts.fn)::HUGEINT AS each_tp_fn,
  sum(parts.encounters * parts.fp * parts.fp)::HUGEINT AS each_fp_fp,
  sum(parts.encounters * parts.fp * parts.fn)::HUGEINT AS each_fp_fn,
  sum(parts.encounters * parts.fn * parts.fn)::HUGEINT AS each_fn_fn,
  sum(parts.encounters)::HUGEINT AS each_encounters_encounters,
  sum(parts.tp * parts.all_tp)::HUGEINT AS run_tp_tp,
  sum(parts.tp * parts.all_fp)::HUGEINT AS run_tp_fp,
  sum(parts.tp * parts.all_fn)::HUGEINT AS run_tp_fn,
  sum(parts.fp * parts.all_tp)::HUGEINT AS run_fp_tp,
  sum(parts.fp * parts.all_fp)::HUGEINT AS run_fp_fp,
  sum(parts.fp * parts.all_fn)::HUGEINT AS run_fp_fn,
  sum(parts.fn * parts.all_tp)::HUGEINT AS run_fn_tp,
  sum(parts.fn * parts.all_fp)::HUGEINT AS run_fn_fp,
  sum(parts.fn * parts.all_fn)::HUGEINT AS run_fn_fn,
  sum(parts.exact * parts.all_exact)::HUGEINT AS run_exact_exact,
  sum(parts.exact * parts.all_encounters)::HUGEINT AS run_exact_encounters,
  sum(parts.all_exact)::HUGEINT AS run_encounters_exact,
  sum(parts.all_encounters)::HUGEINT AS run_encounters_encounters
FROM parts
SEMI JOIN large ON large.scope_a = parts.scope_a AND large.scope_b = parts.scope_b
GROUP BY parts.scope_a, parts.scope_b, parts.system_ix
ORDER BY parts.scope_a, parts.scope_b, parts.system_ix;

-- Question: how far do the repeats of one encounter agree, and how far are they from the reference?
-- Grain: one row per encounter and system (−1 is all systems, DRGs left out) with a code in any repeat or in the
-- reference. Of K repeats a code is given by n: given Σn, paired Σn(n−1), differing Σn(K−n), wrong Σ(K−n) over codes
-- of the reference and Σn over all others. jaccard: the mean over pairs of repeats with a code in either, in units of
-- 2^−40, null where no repeat has one. is_compared: not so where the DRGs are of other grouper versions.
-- Source: METRICS.md, encounters.jaccard, pairs of repeats in the place of engine and reference.
CREATE OR REPLACE TABLE repeat_sums AS
WITH pairs AS (
  SELECT list(((1 << first.place) | (1 << second.place))::INTEGER ORDER BY first.place, second.place) AS pairs
  FROM range($repeats) AS first(place)
  JOIN range($repeats) AS second(place) ON second.place > first.place
),
per_system AS (
  SELECT
    repeat_cells.encounter_ix,
    repeat_codes.system_ix,
    repeat_codes.in_all,
    sum(times)::INTEGER AS given,
    sum(times * (times - 1))::INTEGER AS paired,
    sum(times * ($repeats - times))::INTEGER AS differing,
    sum(CASE WHEN in_reference THEN $repeats - times ELSE times END)::INTEGER AS wrong,
    list(repeat_cells.given) FILTER (WHERE times > 0) AS sets
  FROM repeat_cells
  JOIN repeat_codes ON repeat_codes.code_ix = repeat_cells.code_ix
  GROUP BY repeat_cells.encounter_ix, repeat_codes.system_ix, repeat_codes.in_all
),
every_system AS (
  SELECT encounter_ix, system_ix, given, paired, differing, wrong, sets FROM per_system
  UNION ALL
  SELECT
    encounter_ix,
    -1 AS system_ix,
    sum(given)::INTEGER AS given,
    sum(paired)::INTEGER AS paired,
    sum(differing)::INTEGER AS differing,
    sum(wrong)::INTEGER AS wrong,
    flatten(list(sets) FILTER (WHERE sets IS NOT NULL)) AS sets
  FROM per_system
  WHERE in_all
  GROUP BY encounter_ix
),
shared AS (
  SELECT
    every_system.encounter_ix,
    every_system.system_ix,
    every_system.given,
    every_system.paired,
    every_system.differing,
    every_system.wrong,
    list_transform(pairs.pairs, lambda pair: share_of(
      len(list_filter(every_system.sets, lambda marks: (marks & pair) = pair)),
      len(list_filter(every_system.sets, lambda marks: (marks & pair) <> 0))
    )) AS shares
  FROM every_system
  CROSS JOIN pairs
)
SELECT
  shared.encounter_ix,
  whole_repeats.cluster_ix,
  shared.system_ix,
  shared.given,
  shared.paired,
  shared.differing,
  shared.wrong,
  round(list_sum(shared.shares)::DOUBLE / nullif(list_count(shared.shares), 0))::BIGINT AS jaccard,
  other_versions.encounter_ix IS NULL AS is_compared
FROM shared
JOIN whole_repeats ON whole_repeats.encounter_ix = shared.encounter_ix
LEFT JOIN other_versions
  ON other_versions.encounter_ix = shared.encounter_ix AND other_versions.system_ix = shared.system_ix;

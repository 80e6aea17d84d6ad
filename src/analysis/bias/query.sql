-- Question: which codes, or groups of codes, does the engine give too often, which too seldom?
-- Grain: one row per group that occurs on either side, over all encounters compared (an HCC: all that its table covers).
-- Source: METRICS.md, Per-code bias. y is the engine's, x the coders' count per patient.
WITH sums AS (
  SELECT
    group_ix,
    sum(patients * both_sides)::BIGINT AS both_sides,
    sum(patients * over_coded)::BIGINT AS over_coded,
    sum(patients * missed)::BIGINT AS missed,
    sum(patients::HUGEINT * (both_sides + over_coded) * (both_sides + over_coded))::HUGEINT AS yy,
    sum(patients::HUGEINT * (both_sides + over_coded) * (both_sides + missed))::HUGEINT AS xy,
    sum(patients::HUGEINT * (both_sides + missed) * (both_sides + missed))::HUGEINT AS xx,
    sum(patients)::BIGINT AS clusters
  FROM bias_spreads
  GROUP BY group_ix
)
SELECT
  bias_groups.group_ix,
  bias_groups.level,
  bias_groups.system_ix,
  bias_groups.system,
  bias_groups.code,
  bias_groups.title,
  bias_groups.encounters,
  sums.both_sides,
  sums.over_coded,
  sums.missed,
  sums.yy,
  sums.xy,
  sums.xx,
  sums.clusters
FROM sums
JOIN bias_groups ON bias_groups.group_ix = sums.group_ix
ORDER BY
  sums.both_sides + sums.over_coded + sums.missed DESC, bias_groups.level, bias_groups.system, bias_groups.code;

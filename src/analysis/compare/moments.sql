-- Question: which sums over clusters do the two ratios and their difference need (see stats/ratio.ts)?
-- Grain: one row per figure, scope and system. clusters are those with anything in either run, changed those whose sums
-- differ between the runs.
-- Source: METRICS.md, Intervals: the paired cluster variance.
WITH wide AS (
  SELECT
    metric_ix,
    scope_ix,
    system_ix,
    ya::HUGEINT AS ya,
    xa::HUGEINT AS xa,
    yb::HUGEINT AS yb,
    xb::HUGEINT AS xb,
    clusters,
    encounters
  FROM compare_patterns
  WHERE ya <> 0 OR xa <> 0 OR yb <> 0 OR xb <> 0
)
SELECT
  metric_ix,
  scope_ix,
  system_ix,
  sum(clusters * ya)::HUGEINT AS ya,
  sum(clusters * xa)::HUGEINT AS xa,
  sum(clusters * yb)::HUGEINT AS yb,
  sum(clusters * xb)::HUGEINT AS xb,
  sum(clusters * ya * ya)::HUGEINT AS yaya,
  sum(clusters * xa * ya)::HUGEINT AS xaya,
  sum(clusters * xa * xa)::HUGEINT AS xaxa,
  sum(clusters * yb * yb)::HUGEINT AS ybyb,
  sum(clusters * xb * yb)::HUGEINT AS xbyb,
  sum(clusters * xb * xb)::HUGEINT AS xbxb,
  sum(clusters * ya * yb)::HUGEINT AS yayb,
  sum(clusters * ya * xb)::HUGEINT AS yaxb,
  sum(clusters * xa * yb)::HUGEINT AS xayb,
  sum(clusters * xa * xb)::HUGEINT AS xaxb,
  sum(clusters)::INTEGER AS clusters,
  coalesce(sum(clusters) FILTER (WHERE ya <> yb OR xa <> xb), 0)::INTEGER AS changed,
  sum(encounters)::INTEGER AS encounters
FROM wide
GROUP BY metric_ix, scope_ix, system_ix
ORDER BY metric_ix, scope_ix, system_ix;

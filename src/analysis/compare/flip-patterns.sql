-- Question: by what do the clusters of the whole run differ between both runs, for figures of up to $most clusters?
-- Grain: one row per figure, system and equal difference (b less a). Clusters that do not differ are left out.
-- Source: METRICS.md, Intervals: sign flips over clusters.
WITH small AS (
  SELECT metric_ix, system_ix
  FROM compare_patterns
  WHERE scope_ix = 0
  GROUP BY metric_ix, system_ix
  HAVING sum(clusters) <= $most
),
differences AS (
  SELECT
    compare_patterns.metric_ix,
    compare_patterns.system_ix,
    compare_patterns.yb - compare_patterns.ya AS dy,
    compare_patterns.xb - compare_patterns.xa AS dx,
    compare_patterns.clusters
  FROM compare_patterns
  JOIN small ON small.metric_ix = compare_patterns.metric_ix AND small.system_ix = compare_patterns.system_ix
  WHERE compare_patterns.scope_ix = 0
)
SELECT metric_ix, system_ix, dy, dx, sum(clusters)::INTEGER AS clusters
FROM differences
WHERE dy <> 0 OR dx <> 0
GROUP BY metric_ix, system_ix, dy, dx
ORDER BY metric_ix, system_ix, dy, dx;

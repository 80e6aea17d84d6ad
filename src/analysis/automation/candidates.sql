-- Question: which thresholds are tried, and what would each accept and let through on the half it is tested on?
-- Grain: one row per slice and candidate, the strictest first; sums over clusters as in moments.sql, with x the
-- accepted encounters of a cluster and y its errors among them.
-- Source: METRICS.md, Guarantees: candidates come from confidences alone. The first accepts at least least_accepted
-- (automation_tests); then one for every further 1/200 of the half, and the one that accepts every confidence. Where
-- clusters repeat, the first is counted by Kish's (Σx)²/Σx², and is to reach enough_at_target, or half of what the
-- whole half has, too: below that the bound by cluster proves next to nothing. A stricter threshold accepts part of
-- what a laxer one does, so that sums of squares grow by (x + dx)² − x² a cluster.
WITH tested AS (
  SELECT slice_ix, cluster_ix, confidence, (NOT is_exact)::INTEGER AS error
  FROM automation_members
  WHERE half = 0
),
sizes AS (
  SELECT slice_ix, count(*) AS encounters FROM tested GROUP BY slice_ix
),
entering AS (
  SELECT slice_ix, cluster_ix, confidence, count(*) AS dx, sum(error)::BIGINT AS dy
  FROM tested
  WHERE confidence IS NOT NULL
  GROUP BY slice_ix, cluster_ix, confidence
),
running AS (
  SELECT
    slice_ix,
    confidence,
    dx,
    dy,
    sum(dx) OVER cluster_so_far::BIGINT AS x,
    sum(dy) OVER cluster_so_far::BIGINT AS y
  FROM entering
  WINDOW cluster_so_far AS (PARTITION BY slice_ix, cluster_ix ORDER BY confidence DESC)
),
added AS (
  SELECT
    slice_ix,
    confidence,
    sum(dx)::BIGINT AS x,
    sum(dy)::BIGINT AS y,
    sum(y * y - (y - dy) * (y - dy))::BIGINT AS yy,
    sum(x * y - (x - dx) * (y - dy))::BIGINT AS xy,
    sum(x * x - (x - dx) * (x - dx))::BIGINT AS xx,
    count_if(x = dx)::BIGINT AS clusters,
    count_if(y > 0 AND y = dy)::BIGINT AS yes,
    (count_if(x > y) - count_if(x - dx > y - dy))::BIGINT AS no
  FROM running
  GROUP BY slice_ix, confidence
),
accepted AS (
  SELECT
    slice_ix,
    confidence,
    sum(x) OVER so_far AS x,
    sum(y) OVER so_far AS y,
    sum(yy) OVER so_far AS yy,
    sum(xy) OVER so_far AS xy,
    sum(xx) OVER so_far AS xx,
    sum(clusters) OVER so_far AS clusters,
    sum(yes) OVER so_far AS yes,
    sum(no) OVER so_far AS no
  FROM added
  WINDOW so_far AS (PARTITION BY slice_ix ORDER BY confidence DESC)
),
widest AS (
  SELECT slice_ix, sum(x) AS x, sum(xx) AS xx FROM added GROUP BY slice_ix
),
needs AS (
  SELECT
    widest.slice_ix,
    widest.x AS widest_x,
    CASE
      WHEN widest.xx = widest.x THEN automation_tests.least_accepted
      ELSE greatest(
        automation_tests.least_accepted,
        least(automation_tests.enough_at_target, widest.x * widest.x / nullif(2 * widest.xx, 0))
      )
    END AS needed
  FROM widest
  JOIN automation_tests ON automation_tests.slice_ix = widest.slice_ix
),
starts AS (
  SELECT accepted.slice_ix, min(accepted.x) AS x
  FROM accepted
  JOIN needs ON needs.slice_ix = accepted.slice_ix
  WHERE accepted.x * accepted.x / nullif(accepted.xx, 0) >= needs.needed
  GROUP BY accepted.slice_ix
),
stepped AS (
  SELECT
    accepted.slice_ix,
    accepted.confidence,
    accepted.x = needs.widest_x AS is_last,
    floor((accepted.x - starts.x)::DOUBLE * 200 / nullif(sizes.encounters, 0)) AS step
  FROM accepted
  JOIN starts ON starts.slice_ix = accepted.slice_ix AND accepted.x >= starts.x
  JOIN needs ON needs.slice_ix = accepted.slice_ix
  JOIN sizes ON sizes.slice_ix = accepted.slice_ix
),
compared AS (
  SELECT
    slice_ix,
    confidence,
    is_last,
    step,
    lag(step) OVER (PARTITION BY slice_ix ORDER BY confidence DESC) AS step_before
  FROM stepped
),
candidates AS (
  SELECT slice_ix, confidence
  FROM compared
  WHERE is_last OR step_before IS NULL OR step > step_before
)
SELECT
  accepted.slice_ix,
  accepted.confidence,
  accepted.y::HUGEINT AS y,
  accepted.x::HUGEINT AS x,
  accepted.yy::HUGEINT AS yy,
  accepted.xy::HUGEINT AS xy,
  accepted.xx::HUGEINT AS xx,
  accepted.clusters::BIGINT AS clusters,
  accepted.yes::BIGINT AS yes,
  accepted.no::BIGINT AS no
FROM candidates
JOIN accepted ON accepted.slice_ix = candidates.slice_ix AND accepted.confidence = candidates.confidence
ORDER BY accepted.slice_ix, accepted.confidence DESC;

-- Question: what do the clusters add to the figure in compare_rows in either run, and how many of them the same?
-- Grain: adds to compare_patterns one row per scope, system and equal sums. A cluster is a patient, else a visit, else an
-- encounter; all moments of the figure, and its sign flips, follow from these rows.
-- Source: METRICS.md, Intervals.
INSERT INTO compare_patterns
WITH cluster_sums AS (
  SELECT
    compare_alone.scope_ix,
    compare_rows.system_ix,
    compare_rows.ya,
    compare_rows.xa,
    compare_rows.yb,
    compare_rows.xb,
    1 AS encounters
  FROM compare_rows
  JOIN compare_alone ON compare_alone.encounter_ix = compare_rows.encounter_ix
  UNION ALL
  SELECT
    compare_shared.scope_ix,
    compare_rows.system_ix,
    sum(compare_rows.ya)::BIGINT AS ya,
    sum(compare_rows.xa)::BIGINT AS xa,
    sum(compare_rows.yb)::BIGINT AS yb,
    sum(compare_rows.xb)::BIGINT AS xb,
    count(*)::INTEGER AS encounters
  FROM compare_rows
  JOIN compare_shared ON compare_shared.encounter_ix = compare_rows.encounter_ix
  GROUP BY compare_shared.scope_ix, compare_rows.system_ix, compare_shared.cluster_ix
)
SELECT
  $metric_ix AS metric_ix,
  scope_ix,
  system_ix,
  ya,
  xa,
  yb,
  xb,
  count(*) AS clusters,
  sum(encounters)::BIGINT AS encounters
FROM cluster_sums
GROUP BY scope_ix, system_ix, ya, xa, yb, xb;

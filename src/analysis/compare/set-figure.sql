-- Question: what do the clusters add to one figure of code sets ($metric)?
-- Grain: adds to compare_patterns one row per scope, system and equal sums.
-- Source: METRICS.md, Figures.
CREATE OR REPLACE TEMP MACRO numerator_of(metric, tp, fp, exact, jaccard, f1) AS
  CASE metric
    WHEN 'codes.precision' THEN tp
    WHEN 'codes.recall' THEN tp
    WHEN 'codes.f1' THEN 2 * tp
    WHEN 'codes.net_accuracy' THEN tp - fp
    WHEN 'encounters.exact_match' THEN exact
    WHEN 'encounters.jaccard' THEN jaccard
    WHEN 'encounters.f1' THEN f1
  END;

CREATE OR REPLACE TEMP MACRO denominator_of(metric, tp, fp, fn, encounters) AS
  CASE metric
    WHEN 'codes.precision' THEN tp + fp
    WHEN 'codes.recall' THEN tp + fn
    WHEN 'codes.f1' THEN 2 * tp + fp + fn
    WHEN 'codes.net_accuracy' THEN tp + fn
    ELSE encounters
  END;

INSERT INTO compare_patterns
WITH figures AS (
  SELECT
    scope_ix,
    system_ix,
    numerator_of($metric, tp_a, fp_a, exact_a, jaccard_a, f1_a)::BIGINT AS ya,
    denominator_of($metric, tp_a, fp_a, fn_a, in_a)::BIGINT AS xa,
    numerator_of($metric, tp_b, fp_b, exact_b, jaccard_b, f1_b)::BIGINT AS yb,
    denominator_of($metric, tp_b, fp_b, fn_b, in_b)::BIGINT AS xb,
    clusters,
    encounters
  FROM compare_set_patterns
)
SELECT
  $metric_ix AS metric_ix,
  scope_ix,
  system_ix,
  ya,
  xa,
  yb,
  xb,
  sum(clusters)::BIGINT AS clusters,
  sum(encounters)::BIGINT AS encounters
FROM figures
GROUP BY scope_ix, system_ix, ya, xa, yb, xb;

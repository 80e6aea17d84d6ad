-- Question: how often did the engine time out, how often was it asked again, and what did an encounter take?
-- Grain: one row per metric, with the moments of its ratio over clusters.
-- Source: METRICS.md, Intervals. Means are over answers that tell what is counted; service.ts refuses them where some do not.
WITH repeat_attempts AS (
  SELECT cluster_ix, encounter_ix, sum(attempts)::BIGINT AS attempts, sum(timeouts)::BIGINT AS timeouts
  FROM service_lines
  WHERE mode <> 'files'
  GROUP BY cluster_ix, encounter_ix, repeat
),
encounter_attempts AS (
  SELECT
    cluster_ix,
    sum(attempts)::BIGINT AS attempts,
    sum(timeouts)::BIGINT AS timeouts,
    sum(greatest(attempts - 1, 0))::BIGINT AS retries
  FROM repeat_attempts
  GROUP BY cluster_ix, encounter_ix
),
attempt_sums AS MATERIALIZED (
  SELECT
    cluster_ix,
    count(*) FILTER (WHERE attempts > 0) AS encounters,
    sum(attempts)::BIGINT AS attempts,
    sum(timeouts)::BIGINT AS timeouts,
    sum(retries)::BIGINT AS retries
  FROM encounter_attempts
  GROUP BY cluster_ix
),
cost_sums AS MATERIALIZED (
  SELECT
    cluster_ix,
    count(price) AS priced,
    coalesce(sum(price), 0)::HUGEINT AS price,
    count(input_tokens) AS input_told,
    coalesce(sum(input_tokens), 0)::BIGINT AS input_tokens,
    count(output_tokens) AS output_told,
    coalesce(sum(output_tokens), 0)::BIGINT AS output_tokens
  FROM service_costs
  GROUP BY cluster_ix
),
moments AS (
  SELECT 'engine.timeout_rate' AS metric, ratio_of(timeouts, attempts, encounters) AS sums FROM attempt_sums
  UNION ALL
  SELECT 'engine.retry_rate' AS metric, ratio_of(retries, attempts, encounters) AS sums FROM attempt_sums
  UNION ALL
  SELECT 'engine.cost_per_encounter' AS metric, mean_of(price, priced, priced) AS sums FROM cost_sums
  UNION ALL
  SELECT 'engine.tokens_per_encounter.input' AS metric, ratio_of(input_tokens, input_told, input_told) AS sums FROM cost_sums
  UNION ALL
  SELECT 'engine.tokens_per_encounter.output' AS metric, ratio_of(output_tokens, output_told, output_told) AS sums
  FROM cost_sums
)
SELECT
  0 AS scope_ix,
  NULL::INTEGER AS system_ix,
  metric,
  sums.y AS y,
  sums.x AS x,
  sums.yy AS yy,
  sums.xy AS xy,
  sums.xx AS xx,
  sums.clusters AS clusters,
  sums.yes AS yes,
  sums.no AS no,
  sums.encounters AS encounters
FROM moments
WHERE sums.clusters > 0
ORDER BY metric;

-- Question: how long did answers take?
-- Grain: one row: percentiles (nearest rank) in milliseconds over answered encounters.
-- Source: METRICS.md, engine.latency_ms.
SELECT
  count(*) AS encounters,
  quantile_disc(responses.latency_ms, 0.5) AS p50,
  quantile_disc(responses.latency_ms, 0.9) AS p90,
  quantile_disc(responses.latency_ms, 0.95) AS p95,
  quantile_disc(responses.latency_ms, 0.99) AS p99,
  max(responses.latency_ms) AS max
FROM responses
WHERE responses.status IN ('coded', 'abstained') AND responses.latency_ms IS NOT NULL;

-- Question: how was the engine served by each way of asking?
-- Grain: one row per way of asking. Percentiles of final first responses by nearest rank, null where that request got
-- no answer; responses of every repeat, attempts and time-outs of every round.
WITH timed AS (
  SELECT
    mode,
    is_final,
    is_failed,
    cached,
    attempts,
    timeouts,
    CASE
      WHEN NOT is_final OR repeat > 1 OR cached THEN NULL
      WHEN is_failed AND mode <> 'files' THEN 'infinity'::DOUBLE
      ELSE latency_ms
    END AS ms
  FROM service_lines
)
SELECT
  mode,
  count_if(is_final)::BIGINT AS responses,
  count_if(is_final AND is_failed)::BIGINT AS failed,
  count_if(is_final AND cached)::BIGINT AS cached,
  sum(attempts)::BIGINT AS attempts,
  sum(timeouts)::BIGINT AS timeouts,
  nullif(quantile_disc(ms, 0.5), 'infinity'::DOUBLE) AS p50,
  nullif(quantile_disc(ms, 0.9), 'infinity'::DOUBLE) AS p90,
  nullif(quantile_disc(ms, 0.95), 'infinity'::DOUBLE) AS p95,
  nullif(quantile_disc(ms, 0.99), 'infinity'::DOUBLE) AS p99,
  max(nullif(ms, 'infinity'::DOUBLE)) AS max
FROM timed
GROUP BY mode
ORDER BY mode;

-- Question: which durations stand at these ranks?
-- Grain: one row per rank that there is, from 1 for the shortest; null for a request without an answer, which is slower than all.
-- Source: METRICS.md, engine.latency_ms; stats/order-statistic.ts says which ranks are bounds.
WITH wanted AS (
  SELECT unnest(from_json($ranks, '["BIGINT"]')) AS rank
),
ranked AS (
  SELECT row_number() OVER (ORDER BY ms NULLS LAST) AS rank, ms
  FROM service_durations
  WHERE is_turnaround = $is_turnaround
)
SELECT ranked.rank, ranked.ms
FROM ranked
JOIN wanted ON wanted.rank = ranked.rank
ORDER BY ranked.rank;

-- Question: when was the engine asked?
-- Grain: one row per span of time in which one session at least was asking; offset_us is how long the spans before it
-- lasted together, in microseconds.
-- Source: the sessions of the manifest. One that was killed lasted until its last line before the next of its shard began.
CREATE OR REPLACE TABLE service_spans AS
WITH told AS (
  SELECT
    shard,
    started_at::TIMESTAMPTZ AS started_at,
    finished_at::TIMESTAMPTZ AS finished_at,
    replay_ms,
    lead(started_at::TIMESTAMPTZ) OVER (PARTITION BY shard ORDER BY started_at::TIMESTAMPTZ) AS next_at
  FROM service_sessions
),
sessions AS (
  SELECT
    coalesce(finished_at - to_microseconds(round(replay_ms * 1000)::BIGINT), started_at) AS started_at,
    finished_at,
    next_at
  FROM told
),
closed AS (
  SELECT
    sessions.started_at,
    coalesce(sessions.finished_at, max(lines.finished_at), sessions.started_at) AS ended_at
  FROM sessions
  LEFT JOIN service_lines AS lines
    ON sessions.finished_at IS NULL
    AND lines.finished_at >= sessions.started_at
    AND (sessions.next_at IS NULL OR lines.finished_at < sessions.next_at)
  GROUP BY sessions.started_at, sessions.finished_at, sessions.next_at
),
reached AS (
  SELECT
    started_at,
    ended_at,
    max(ended_at) OVER (ORDER BY started_at, ended_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached_at
  FROM closed
),
numbered AS (
  SELECT
    started_at,
    ended_at,
    sum((reached_at IS NULL OR started_at > reached_at)::INTEGER)
      OVER (ORDER BY started_at, ended_at ROWS UNBOUNDED PRECEDING) AS span
  FROM reached
),
spans AS (
  SELECT min(started_at) AS started_at, max(ended_at) AS ended_at FROM numbered GROUP BY span
)
SELECT
  started_at,
  epoch_us(ended_at) - epoch_us(started_at) AS length_us,
  coalesce(
    sum(epoch_us(ended_at) - epoch_us(started_at))
      OVER (ORDER BY started_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
    0
  )::BIGINT AS offset_us
FROM spans
WHERE ended_at > started_at
ORDER BY started_at;

-- Question: how did the engine serve over the time of asking?
-- Grain: one row per bin of width_us microseconds, also where nothing came; pauses between sessions are left out. A
-- response stands where it came; in real time where it was meant to be asked, unless $by_end says that requests left
-- later than that. Percentiles as in lanes.sql.
WITH bins AS (
  SELECT unnest(range($bins)) AS bin
),
starts AS (
  SELECT bins.bin, to_timestamp((epoch_us(spans.started_at) + bins.bin * $width_us::BIGINT - spans.offset_us) / nullif(1000000.0, 0)) AS from_at
  FROM bins
  JOIN service_spans AS spans
    ON bins.bin * $width_us::BIGINT >= spans.offset_us
    AND bins.bin * $width_us::BIGINT < spans.offset_us + greatest(spans.length_us, 1)
),
moments AS (
  SELECT
    CASE WHEN $by_end::BOOLEAN THEN lines.finished_at ELSE lines.at END AS moment,
    lines.is_failed,
    CASE
      WHEN lines.repeat > 1 OR lines.mode <> $mode THEN NULL
      WHEN lines.is_failed THEN 'infinity'::DOUBLE
      ELSE lines.latency_ms
    END AS ms
  FROM service_lines AS lines
  WHERE lines.is_final AND NOT lines.cached AND lines.mode <> 'files'
),
placed AS (
  SELECT
    least(
      $bins - 1,
      floor(
        (spans.offset_us + least(epoch_us(moments.moment) - epoch_us(spans.started_at), spans.length_us))
        / nullif($width_us::BIGINT, 0)
      )::BIGINT
    ) AS bin,
    moments.is_failed,
    moments.ms
  FROM moments
  ASOF JOIN service_spans AS spans ON moments.moment >= spans.started_at
)
SELECT
  bins.bin,
  strftime(any_value(starts.from_at), '%Y-%m-%dT%H:%M:%SZ') AS "from",
  count(placed.bin) AS responses,
  count_if(coalesce(placed.is_failed, false))::BIGINT AS failed,
  nullif(quantile_disc(placed.ms, 0.5), 'infinity'::DOUBLE) AS p50,
  nullif(quantile_disc(placed.ms, 0.95), 'infinity'::DOUBLE) AS p95,
  nullif(quantile_disc(placed.ms, 0.99), 'infinity'::DOUBLE) AS p99
FROM bins
JOIN starts ON starts.bin = bins.bin
LEFT JOIN placed ON placed.bin = bins.bin
GROUP BY bins.bin
ORDER BY bins.bin;

-- Question: what was asked of the engine, and how did it end?
-- Grain: service_lines one row per line of the journal; service_durations one per duration that counts for a
-- percentile, null where that request got no answer; service_costs one per answer.
-- Source: METRICS.md, engine.latency_ms. The highest round of an encounter and repeat is final. Durations are of final
-- responses to first repeats, since an engine may remember what it was asked before; where anything was asked in real
-- time, of that alone. Answers kept from earlier and answers in files have none. Prices in thousand-millionths, in which decimal ones are exact; one
-- above a million, or more than a thousand million tokens, is not believed. A currency is three capital letters.
CREATE OR REPLACE TABLE service_lines AS
SELECT
  encounters.encounter_ix,
  encounters.cluster_ix,
  asked.repeat,
  row_number() OVER (PARTITION BY encounters.encounter_ix, asked.repeat ORDER BY asked.round DESC) = 1 AS is_final,
  asked.status = 'failed' AS is_failed,
  asked.error,
  asked.mode,
  asked.cached,
  asked.attempts,
  asked.timeouts,
  asked.latency_ms,
  asked.turnaround_ms,
  asked.late_ms,
  asked.finished_at,
  coalesce(asked.intended_at, asked.finished_at) AS at,
  asked.input_tokens,
  asked.output_tokens,
  asked.price,
  upper(asked.currency) AS currency
FROM source_asked AS asked
JOIN encounters ON encounters.encounter_id = asked.encounter_id;

CREATE OR REPLACE TABLE service_timed AS
SELECT
  CASE WHEN NOT is_failed THEN latency_ms END AS latency_ms,
  CASE WHEN NOT is_failed THEN turnaround_ms END AS turnaround_ms,
  is_failed
FROM service_lines
WHERE is_final
  AND repeat = 1
  AND NOT cached
  AND mode = (SELECT CASE WHEN count_if(mode = 'realtime') > 0 THEN 'realtime' ELSE 'batch' END FROM service_lines);

CREATE OR REPLACE TABLE service_durations AS
SELECT false AS is_turnaround, latency_ms AS ms FROM service_timed WHERE is_failed OR latency_ms IS NOT NULL
UNION ALL
SELECT true AS is_turnaround, turnaround_ms AS ms
FROM service_timed
WHERE (is_failed OR turnaround_ms IS NOT NULL)
  AND (SELECT count(turnaround_ms) FROM service_timed) > 0;

CREATE OR REPLACE TABLE service_costs AS
WITH answers AS (
  SELECT
    encounter_ix,
    cluster_ix,
    CASE WHEN input_tokens <= 1000000000 THEN input_tokens END AS input_tokens,
    CASE WHEN output_tokens <= 1000000000 THEN output_tokens END AS output_tokens,
    price IS NOT NULL AS is_told,
    price AS told_price,
    CASE WHEN currency IS NULL THEN $currency WHEN regexp_full_match(currency, '[A-Z]{3}') THEN currency END
      AS told_currency
  FROM service_lines
  WHERE is_final AND repeat = 1 AND NOT cached AND NOT is_failed
),
priced AS (
  SELECT
    encounter_ix,
    cluster_ix,
    input_tokens,
    output_tokens,
    is_told,
    CASE WHEN is_told THEN told_currency ELSE $currency END AS currency,
    CASE
      WHEN is_told THEN told_price
      WHEN $per_encounter::DOUBLE IS NULL AND $per_input::DOUBLE IS NULL AND $per_output::DOUBLE IS NULL THEN NULL
      ELSE coalesce($per_encounter::DOUBLE, 0)
        + CASE WHEN $per_input::DOUBLE IS NULL THEN 0 ELSE $per_input::DOUBLE * input_tokens / nullif(1000000, 0) END
        + CASE WHEN $per_output::DOUBLE IS NULL THEN 0 ELSE $per_output::DOUBLE * output_tokens / nullif(1000000, 0) END
    END AS price
  FROM answers
)
SELECT
  encounter_ix,
  cluster_ix,
  input_tokens,
  output_tokens,
  is_told,
  currency,
  CASE WHEN price <= 1000000 THEN round(price * 1000000000)::HUGEINT END AS price
FROM priced;

-- Question: how many responses, attempts and durations are there, and what do the answers tell of their cost?
-- Grain: one row.
WITH lines AS (
  SELECT
    count(*) FILTER (WHERE is_final) AS responses,
    count(*) FILTER (WHERE is_final AND is_failed) AS failed,
    count(*) FILTER (WHERE is_final AND cached) AS cached,
    count(*) FILTER (WHERE is_final AND mode = 'files') AS in_files,
    count(*) FILTER (WHERE is_final AND NOT is_failed AND NOT cached AND mode <> 'files') AS served,
    coalesce(sum(attempts), 0)::BIGINT AS attempts,
    coalesce(sum(timeouts), 0)::BIGINT AS timeouts
  FROM service_lines
),
asked AS (
  SELECT sum(attempts) AS attempts FROM service_lines GROUP BY encounter_ix, repeat
),
durations AS (
  SELECT
    count(*) FILTER (WHERE NOT is_turnaround) AS latencies,
    count(*) FILTER (WHERE NOT is_turnaround AND ms IS NULL) AS latencies_open,
    count(*) FILTER (WHERE is_turnaround) AS turnarounds,
    count(*) FILTER (WHERE is_turnaround AND ms IS NULL) AS turnarounds_open
  FROM service_durations
),
costs AS (
  SELECT
    count(*) AS answers,
    count(*) FILTER (WHERE is_told AND price IS NOT NULL) AS by_answers,
    count(*) FILTER (WHERE NOT is_told AND price IS NOT NULL) AS by_scenario,
    count(*) FILTER (WHERE price IS NULL) AS untold,
    count(*) FILTER (WHERE price IS NOT NULL AND currency IS NULL) AS nameless,
    coalesce(min(price) = max(price), false) AS is_one_price,
    count(DISTINCT currency) FILTER (WHERE price IS NOT NULL) AS currencies,
    min(currency) FILTER (WHERE price IS NOT NULL) AS first_currency,
    max(currency) FILTER (WHERE price IS NOT NULL) AS last_currency,
    count(input_tokens) AS input_told,
    count(output_tokens) AS output_told
  FROM service_costs
)
SELECT
  lines.responses,
  lines.failed,
  lines.cached,
  lines.in_files,
  lines.served,
  lines.attempts,
  lines.timeouts,
  (SELECT coalesce(sum(greatest(attempts - 1, 0)), 0)::BIGINT FROM asked) AS retries,
  durations.latencies,
  durations.latencies_open,
  durations.turnarounds,
  durations.turnarounds_open,
  costs.answers,
  costs.by_answers,
  costs.by_scenario,
  costs.untold,
  costs.nameless,
  costs.is_one_price,
  costs.currencies,
  costs.first_currency,
  costs.last_currency,
  costs.input_told,
  costs.output_told
FROM lines, durations, costs
ORDER BY lines.responses;

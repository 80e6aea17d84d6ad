-- Question: which encounters got no answer after the last retry?
-- Grain: one row per encounter and repeat without an answer; attempts of all rounds.
WITH asked AS (
  SELECT
    encounter_ix,
    repeat,
    max(error) FILTER (WHERE is_final) AS error,
    sum(attempts)::BIGINT AS attempts
  FROM service_lines
  GROUP BY encounter_ix, repeat
  HAVING count_if(is_final AND is_failed) > 0
)
SELECT encounters.encounter_id, asked.repeat, asked.error, asked.attempts
FROM asked
JOIN encounters ON encounters.encounter_ix = asked.encounter_ix
ORDER BY encounters.encounter_id, asked.repeat;

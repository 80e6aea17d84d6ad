-- Question: how many repeats beyond the first have no final response yet?
-- Grain: one row, over encounters in scope. What is open of the first repeat is counted among the responses.
WITH answered AS (
  SELECT count(*) AS repeats
  FROM source_repeat_responses
  JOIN encounters ON encounters.encounter_id = source_repeat_responses.encounter_id
  WHERE source_repeat_responses.repeat BETWEEN 2 AND $repeats
),
asked AS (
  SELECT count(*) * ($repeats - 1) AS repeats FROM encounters
)
SELECT (asked.repeats - answered.repeats)::BIGINT AS repeats
FROM asked
CROSS JOIN answered;

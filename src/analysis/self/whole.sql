-- Question: which encounters have all their repeats, and did these end alike?
-- Grain: one row per encounter in scope whose every repeat has its final response.
-- Source: one repeat short, an encounter waits: its pairs would weigh otherwise than all others'.
CREATE OR REPLACE TABLE whole_repeats AS
SELECT
  encounters.encounter_ix,
  encounters.cluster_ix,
  min(source_repeat_responses.status) = max(source_repeat_responses.status) AS ended_alike
FROM source_repeat_responses
JOIN encounters ON encounters.encounter_id = source_repeat_responses.encounter_id
WHERE source_repeat_responses.repeat <= $repeats
GROUP BY encounters.encounter_ix, encounters.cluster_ix
HAVING count(*) = $repeats
ORDER BY encounters.encounter_ix;

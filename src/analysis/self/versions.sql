-- Question: which versions of the engine gave the repeats beyond the first?
-- Grain: one row per version; null where the answer names none.
SELECT source_repeat_responses.version, count(*) AS responses
FROM source_repeat_responses
JOIN encounters ON encounters.encounter_id = source_repeat_responses.encounter_id
WHERE source_repeat_responses.repeat BETWEEN 2 AND $repeats
  AND (source_repeat_responses.status IN ('coded', 'abstained') OR source_repeat_responses.version IS NOT NULL)
GROUP BY source_repeat_responses.version
ORDER BY source_repeat_responses.version NULLS LAST;

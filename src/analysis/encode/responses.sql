-- Question: what became of each encounter in scope?
-- Grain: one row per encounter in scope; status 'open' was not answered yet (live engines).
-- Source: DATA.md: a recorded encounter without response and without codes counts as failed, 'no answer'.
CREATE OR REPLACE TABLE responses AS
WITH coded AS (
  SELECT DISTINCT encounter_id FROM source_engine_codes
)
SELECT
  encounters.encounter_ix,
  CASE
    WHEN source_engine_responses.status IS NOT NULL THEN source_engine_responses.status
    WHEN coded.encounter_id IS NOT NULL THEN 'coded'
    WHEN $is_recorded THEN 'failed'
    ELSE 'open'
  END AS status,
  CASE
    WHEN source_engine_responses.status IS NOT NULL
      THEN coalesce(source_engine_responses.reason, source_engine_responses.error)
    WHEN coded.encounter_id IS NULL AND $is_recorded THEN 'no answer'
  END AS reason,
  source_engine_responses.version,
  source_engine_responses.latency_ms,
  source_engine_responses.confidence
FROM encounters
LEFT JOIN source_engine_responses ON source_engine_responses.encounter_id = encounters.encounter_id
LEFT JOIN coded ON coded.encounter_id = encounters.encounter_id
ORDER BY encounters.encounter_ix;

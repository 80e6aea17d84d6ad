-- Question: to which shard does each encounter in scope fall?
-- Grain: one row per encounter in scope; shard counts from 1.
-- Source: the md5 of its patient, or else of itself, and the seed, modulo the number of shards: it depends on nothing
-- but the ids, and a patient's encounters stay together.
CREATE OR REPLACE TABLE encounter_shards AS
SELECT
  encounters.encounter_ix,
  (
    md5_number_lower(
      coalesce(source_encounters.patient_id, encounters.encounter_id) || '|' || $seed::VARCHAR || '|shard'
    ) % $shards::UBIGINT
  )::INTEGER + 1 AS shard
FROM encounters
JOIN source_encounters ON source_encounters.row = encounters.row
ORDER BY encounters.encounter_ix;

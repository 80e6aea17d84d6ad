-- Question: who is asked, in which pass, in which order, and when was each encounter's documentation complete?
-- Grain: one row per encounter in scope that falls to this shard. is_paced: asked in the open loop; group_ix: those
-- of one patient, to be asked one after another, null where the order is not by patient; signed_at: milliseconds since
-- 1970, a time without its zone taken as UTC, null where a year alone or nothing is known; is_timed: whether signed_at
-- tells more than a day; place: the order of a pass.
-- Source: a probe is drawn by the md5 of the encounter and the seed. Needs `encounter_shards`.
CREATE OR REPLACE TABLE planned AS
WITH drawn AS (
  SELECT
    encounters.encounter_ix,
    encounters.unit,
    encounters.cluster_ix,
    source_encounters.service_start,
    source_encounters.day,
    epoch_ms(try_cast(source_encounters.signed_at AS TIMESTAMPTZ)) AS signed_at,
    length(trim(source_encounters.signed_at)) > 10 AS has_time,
    CASE $mode
      WHEN 'batch' THEN false
      WHEN 'realtime' THEN true
      ELSE
        md5_number_lower(encounters.encounter_id || '|' || $seed::VARCHAR || '|probe')::DOUBLE
          < $probe_share::DOUBLE * 18446744073709551616::DOUBLE
    END AS is_paced
  FROM encounters
  JOIN source_encounters ON source_encounters.row = encounters.row
  JOIN encounter_shards ON encounter_shards.encounter_ix = encounters.encounter_ix
  WHERE encounter_shards.shard = $shard
),
grouped AS (
  SELECT
    encounter_ix,
    service_start,
    day,
    signed_at,
    coalesce(has_time, false) AND signed_at IS NOT NULL AS is_timed,
    is_paced,
    CASE WHEN $by_patient AND NOT is_paced THEN cluster_ix END AS block_ix,
    CASE WHEN $by_patient AND NOT is_paced AND unit = 'patient' THEN cluster_ix END AS group_ix
  FROM drawn
)
SELECT
  encounter_ix,
  is_paced,
  group_ix,
  signed_at,
  is_timed,
  row_number() OVER (
    PARTITION BY is_paced
    ORDER BY
      CASE WHEN is_paced THEN signed_at END NULLS LAST,
      block_ix NULLS LAST,
      CASE WHEN block_ix IS NOT NULL THEN service_start END NULLS LAST,
      CASE WHEN block_ix IS NOT NULL THEN day END NULLS LAST,
      CASE WHEN block_ix IS NOT NULL THEN signed_at END NULLS LAST,
      encounter_ix
  ) AS place
FROM grouped;

-- Question: which encounters are in scope, and which patient's evidence is each?
-- Grain: one row per encounter in scope; encounter_ix and cluster_ix are dense, in text order.
-- Source: METRICS.md, Intervals: the unit of evidence is the patient, else the visit, else the encounter; jackknife
-- groups are the rank by (md5 of id and seed, id) modulo min(100, clusters). judged_on is the day on which the
-- code sets in force are looked up: where dates are real, discharge for inpatient facility encounters and the start of
-- service for all others; else, or without one, the first of code_release's month. is_line_dated: lines have days of
-- their own. week counts ISO weeks since 1970, null unless dates are real.
CREATE OR REPLACE TABLE encounters AS
WITH kept AS (
  SELECT
    source_encounters.row,
    source_encounters.encounter_id,
    source_encounters.claim_type,
    source_encounters.setting,
    source_encounters.provider_id,
    $dates = 'real' AS is_line_dated,
    CASE
      WHEN $dates = 'real' THEN
        CASE
          WHEN source_encounters.setting = 'inpatient' AND source_encounters.claim_type IS DISTINCT FROM 'professional'
            THEN source_encounters.service_end
          ELSE source_encounters.service_start
        END
    END AS service_day,
    CASE WHEN $dates = 'real' THEN coalesce(source_encounters.service_end, source_encounters.service_start) END AS last_day,
    source_encounters.code_release,
    CASE
      WHEN source_encounters.patient_id IS NOT NULL THEN 'patient'
      WHEN source_encounters.visit_id IS NOT NULL THEN 'visit'
      ELSE 'encounter'
    END AS unit,
    coalesce(source_encounters.patient_id, source_encounters.visit_id, source_encounters.encounter_id)
      AS cluster_id
  FROM source_encounters
  ANTI JOIN scope_drops ON scope_drops.row = source_encounters.row
),
clusters AS (
  SELECT DISTINCT unit, cluster_id, md5_number_lower(cluster_id || '|' || $seed::VARCHAR) AS draw
  FROM kept
),
ranked AS (
  SELECT
    unit,
    cluster_id,
    row_number() OVER (ORDER BY cluster_id, unit) - 1 AS cluster_ix,
    row_number() OVER (ORDER BY draw, cluster_id, unit) - 1 AS draw_rank,
    least(100, count(*) OVER ()) AS groups
  FROM clusters
)
SELECT
  (row_number() OVER (ORDER BY kept.encounter_id) - 1)::INTEGER AS encounter_ix,
  kept.encounter_id,
  kept.row,
  kept.claim_type,
  kept.setting,
  kept.provider_id,
  kept.is_line_dated,
  coalesce(
    try_cast(kept.service_day AS DATE),
    try_cast(kept.code_release || '-01' AS DATE)
  ) AS judged_on,
  floor((epoch(try_cast(kept.last_day AS DATE)) / nullif(86400, 0) + 3) / nullif(7, 0))::INTEGER AS week,
  kept.unit,
  ranked.cluster_ix::INTEGER AS cluster_ix,
  (ranked.draw_rank % ranked.groups)::INTEGER AS jack_group
FROM kept
JOIN ranked ON ranked.unit = kept.unit AND ranked.cluster_id = kept.cluster_id
ORDER BY encounter_ix;

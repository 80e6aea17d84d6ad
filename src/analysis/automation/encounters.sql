-- Question: which encounters may an automation threshold accept or err on, and on which half does each lie?
-- Grain: automation_encounters one row per compared encounter with a code on either side, DRGs left out;
-- automation_values one row per value of the column $by among them (none where $by is null), slice_ix from 1;
-- automation_members one row per slice and encounter, slice_ix 0 being the whole run.
-- Source: METRICS.md, Guarantees. Halves go by a hash of the patient (else visit, else encounter), so that no patient
-- is in both: half 0 is tested on, half 1 reported on. confidence is null unless the engine coded the encounter.
CREATE OR REPLACE TABLE automation_encounters AS
WITH measured AS (
  SELECT
    encounter_sums.encounter_ix,
    encounter_sums.cluster_ix,
    encounters.jack_group,
    md5_number_lower(
      coalesce(source_encounters.patient_id, source_encounters.visit_id, source_encounters.encounter_id)
      || '|' || $seed::VARCHAR || '|automation'
    ) AS draw,
    CASE WHEN responses.status = 'coded' THEN responses.confidence END AS confidence,
    encounter_sums.fp + encounter_sums.fn = 0 AS is_exact,
    cells.value
  FROM encounter_sums
  JOIN encounters ON encounters.encounter_ix = encounter_sums.encounter_ix
  JOIN responses ON responses.encounter_ix = encounter_sums.encounter_ix
  JOIN source_encounters ON source_encounters.row = encounters.row
  LEFT JOIN cells ON cells.row = encounters.row AND cells.column_name = $by
  WHERE encounter_sums.system_ix = -1 AND responses.status <> 'open'
)
SELECT encounter_ix, cluster_ix, jack_group, (draw % 2)::TINYINT AS half, confidence, is_exact, value
FROM measured;

CREATE OR REPLACE TABLE automation_values AS
SELECT row_number() OVER (ORDER BY value NULLS LAST)::INTEGER AS slice_ix, value
FROM (SELECT DISTINCT value FROM automation_encounters WHERE $by IS NOT NULL);

CREATE OR REPLACE VIEW automation_members AS
SELECT 0 AS slice_ix, encounter_ix, cluster_ix, half, confidence, is_exact
FROM automation_encounters
UNION ALL
SELECT
  automation_values.slice_ix,
  automation_encounters.encounter_ix,
  automation_encounters.cluster_ix,
  automation_encounters.half,
  automation_encounters.confidence,
  automation_encounters.is_exact
FROM automation_encounters
JOIN automation_values ON automation_values.value IS NOT DISTINCT FROM automation_encounters.value;

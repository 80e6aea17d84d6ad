-- Question: which encounters belong to which value of one slice column, or of two crossed?
-- Grain: one row per encounter of a subgroup of at least $fewest encounters; where $first and $second are one column,
-- scope_b repeats scope_a. A patient's encounters within one subgroup are a part: is_whole, all that the patient has;
-- is_split, several but not all.
CREATE OR REPLACE TABLE subgroup_members AS
WITH crossed AS (
  SELECT
    in_first.encounter_ix,
    in_first.scope_ix AS scope_a,
    in_second.scope_ix AS scope_b,
    patient_encounters.cluster_ix,
    patient_encounters.patient_encounters
  FROM column_members AS in_first
  JOIN column_members AS in_second ON in_second.encounter_ix = in_first.encounter_ix
  JOIN patient_encounters ON patient_encounters.encounter_ix = in_first.encounter_ix
  WHERE in_first.column_ix = $first AND in_second.column_ix = $second
),
sizes AS (
  SELECT scope_a, scope_b
  FROM crossed
  GROUP BY scope_a, scope_b
  HAVING count(*) >= $fewest
),
large AS (
  SELECT
    crossed.encounter_ix,
    crossed.scope_a,
    crossed.scope_b,
    crossed.cluster_ix,
    crossed.patient_encounters
  FROM crossed
  JOIN sizes ON sizes.scope_a = crossed.scope_a AND sizes.scope_b = crossed.scope_b
),
parts AS (
  SELECT scope_a, scope_b, cluster_ix, count(*) AS encounters
  FROM large
  WHERE patient_encounters > 1
  GROUP BY scope_a, scope_b, cluster_ix
  HAVING count(*) > 1
)
SELECT
  large.encounter_ix,
  large.scope_a,
  large.scope_b,
  large.cluster_ix,
  coalesce(parts.encounters = large.patient_encounters, false) AS is_whole,
  coalesce(parts.encounters < large.patient_encounters, false) AS is_split
FROM large
LEFT JOIN parts
  ON parts.scope_a = large.scope_a AND parts.scope_b = large.scope_b AND parts.cluster_ix = large.cluster_ix;

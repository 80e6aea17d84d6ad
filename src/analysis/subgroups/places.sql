-- Question: what is added up where encounters stand alike in all the slice columns of one set?
-- Grain: a place is what encounters share that lie in the same slices of set $set, and whose patients lie wholly in
-- the same ones of these. subgroup_places one row per place and slice in it: is_whole, a patient of several encounters
-- has none outside. place_sums one row per place, code system and counts of an encounter (tp, fp, fn, exact), with the
-- number of such encounters and the sums of their patients' counts. many_encounters one row per encounter of a patient
-- of three or more, of whom several but not all may lie in one slice.
CREATE OR REPLACE TEMP TABLE encounter_slices AS
WITH cells AS (
  SELECT scope_members.encounter_ix, list_sort(list(scope_members.scope_ix)) AS slices
  FROM scope_members
  JOIN subgroup_scopes ON subgroup_scopes.scope_ix = scope_members.scope_ix AND subgroup_scopes.set_ix = $set
  GROUP BY scope_members.encounter_ix
),
whole_parts AS (
  SELECT (patient_encounters.cluster_ix::BIGINT << 32) + scope_members.scope_ix AS part
  FROM scope_members
  JOIN subgroup_scopes ON subgroup_scopes.scope_ix = scope_members.scope_ix AND subgroup_scopes.set_ix = $set
  JOIN patient_encounters ON patient_encounters.encounter_ix = scope_members.encounter_ix
  WHERE patient_encounters.patient_encounters > 1
  GROUP BY part
  HAVING count(*) = any_value(patient_encounters.patient_encounters)
),
wholes AS (
  SELECT (part >> 32)::INTEGER AS cluster_ix, list_sort(list((part & 4294967295)::INTEGER)) AS slices
  FROM whole_parts
  GROUP BY cluster_ix
)
SELECT
  cells.encounter_ix,
  cells.slices,
  coalesce(wholes.slices, []) AS whole_slices
FROM cells
JOIN patient_encounters ON patient_encounters.encounter_ix = cells.encounter_ix
LEFT JOIN wholes ON wholes.cluster_ix = patient_encounters.cluster_ix;

CREATE OR REPLACE TABLE places AS
WITH occurring AS (
  SELECT DISTINCT slices, whole_slices FROM encounter_slices
)
SELECT
  row_number() OVER (ORDER BY slices, whole_slices)::INTEGER AS place_ix,
  slices,
  whole_slices
FROM occurring;

CREATE OR REPLACE TABLE subgroup_places AS
WITH slices AS (
  SELECT place_ix, whole_slices, unnest(slices) AS scope_ix FROM places
)
SELECT
  slices.place_ix,
  slices.scope_ix,
  subgroup_scopes.column_ix,
  list_contains(slices.whole_slices, slices.scope_ix) AS is_whole
FROM slices
JOIN subgroup_scopes ON subgroup_scopes.scope_ix = slices.scope_ix;

CREATE OR REPLACE TEMP TABLE encounter_places AS
SELECT encounter_slices.encounter_ix, places.place_ix
FROM encounter_slices
JOIN places
  ON places.slices = encounter_slices.slices
  AND places.whole_slices = encounter_slices.whole_slices;

CREATE OR REPLACE TABLE place_sums AS
SELECT
  encounter_places.place_ix,
  subgroup_sums.system_ix,
  subgroup_sums.tp,
  subgroup_sums.fp,
  subgroup_sums.fn,
  subgroup_sums.exact,
  count(*) AS encounters,
  sum(subgroup_sums.all_tp)::BIGINT AS all_tp,
  sum(subgroup_sums.all_fp)::BIGINT AS all_fp,
  sum(subgroup_sums.all_fn)::BIGINT AS all_fn,
  sum(subgroup_sums.all_exact)::BIGINT AS all_exact,
  sum(subgroup_sums.all_encounters)::BIGINT AS all_encounters
FROM encounter_places
JOIN subgroup_sums ON subgroup_sums.encounter_ix = encounter_places.encounter_ix
GROUP BY
  encounter_places.place_ix,
  subgroup_sums.system_ix,
  subgroup_sums.tp,
  subgroup_sums.fp,
  subgroup_sums.fn,
  subgroup_sums.exact;

CREATE OR REPLACE TEMP TABLE many_encounters AS
SELECT encounter_places.encounter_ix, encounter_places.place_ix, patient_encounters.cluster_ix
FROM encounter_places
JOIN patient_encounters ON patient_encounters.encounter_ix = encounter_places.encounter_ix
WHERE patient_encounters.patient_encounters > 2;

DROP TABLE encounter_slices;
DROP TABLE encounter_places;
DROP TABLE places;

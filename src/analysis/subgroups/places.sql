-- Question: what is added up where encounters stand alike in all the slice columns of one set?
-- Grain: a place is what encounters share that lie in the same slices of set $set, and whose patients lie wholly in
-- the same ones of these. subgroup_places one row per place and slice in it: is_whole, the patient has no encounter
-- outside; is_many, the patient has over two encounters, so that several but not all may lie in one slice.
-- place_sums one row per place, code system and counts of an encounter (tp, fp, fn, exact), with the number of such
-- encounters and the sums of their patients' counts; many_sums one row per patient of many encounters, place and system.
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
  coalesce(wholes.slices, []) AS whole_slices,
  patient_encounters.patient_encounters > 2 AS is_many
FROM cells
JOIN patient_encounters ON patient_encounters.encounter_ix = cells.encounter_ix
LEFT JOIN wholes ON wholes.cluster_ix = patient_encounters.cluster_ix;

CREATE OR REPLACE TABLE places AS
WITH occurring AS (
  SELECT DISTINCT slices, whole_slices, is_many FROM encounter_slices
)
SELECT
  row_number() OVER (ORDER BY slices, whole_slices, is_many)::INTEGER AS place_ix,
  slices,
  whole_slices,
  is_many
FROM occurring;

CREATE OR REPLACE TABLE subgroup_places AS
WITH slices AS (
  SELECT place_ix, is_many, whole_slices, unnest(slices) AS scope_ix FROM places
)
SELECT
  slices.place_ix,
  slices.scope_ix,
  subgroup_scopes.column_ix,
  slices.is_many,
  list_contains(slices.whole_slices, slices.scope_ix) AS is_whole
FROM slices
JOIN subgroup_scopes ON subgroup_scopes.scope_ix = slices.scope_ix;

CREATE OR REPLACE TEMP TABLE encounter_places AS
SELECT encounter_slices.encounter_ix, places.place_ix, places.is_many
FROM encounter_slices
JOIN places
  ON places.slices = encounter_slices.slices
  AND places.whole_slices = encounter_slices.whole_slices
  AND places.is_many = encounter_slices.is_many;

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

CREATE OR REPLACE TABLE many_sums AS
SELECT
  subgroup_sums.cluster_ix,
  encounter_places.place_ix,
  subgroup_sums.system_ix,
  sum(subgroup_sums.tp)::BIGINT AS tp,
  sum(subgroup_sums.fp)::BIGINT AS fp,
  sum(subgroup_sums.fn)::BIGINT AS fn,
  sum(subgroup_sums.exact)::BIGINT AS exact,
  count(*) AS encounters
FROM encounter_places
JOIN subgroup_sums ON subgroup_sums.encounter_ix = encounter_places.encounter_ix
WHERE encounter_places.is_many
GROUP BY subgroup_sums.cluster_ix, encounter_places.place_ix, subgroup_sums.system_ix;

DROP TABLE encounter_slices;
DROP TABLE encounter_places;
DROP TABLE places;

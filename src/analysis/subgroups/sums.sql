-- Question: what does each encounter, and its patient, add to the figures that subgroups are compared by?
-- Grain: patient_encounters one row per encounter compared; subgroup_sums one row per encounter and code system with
-- any code (−1: all, where they are several), with the patient's sums beside it (all_…); is_first once a patient and
-- system. system_ix −2 holds the engine's rates: tp is a failure and fn none, so that tp over tp + fn is the error
-- rate; exact is an abstention, a share of encounters.
CREATE OR REPLACE TABLE patient_encounters AS
WITH compared AS (
  SELECT encounters.encounter_ix, encounters.cluster_ix
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE responses.status <> 'open'
),
patients AS (
  SELECT cluster_ix, count(*)::INTEGER AS encounters FROM compared GROUP BY cluster_ix
)
SELECT compared.encounter_ix, compared.cluster_ix, patients.encounters AS patient_encounters
FROM compared
JOIN patients ON patients.cluster_ix = compared.cluster_ix;

CREATE OR REPLACE TEMP TABLE encounter_parts AS
WITH parts AS (
  SELECT
    encounter_sums.encounter_ix,
    encounter_sums.system_ix,
    encounter_sums.tp,
    encounter_sums.fp,
    encounter_sums.fn,
    (encounter_sums.fp + encounter_sums.fn = 0)::INTEGER AS exact
  FROM encounter_sums
  WHERE encounter_sums.system_ix <> -1 OR (SELECT count(*) FROM asked_systems WHERE in_all) > 1
  UNION ALL
  SELECT
    encounter_ix,
    -2 AS system_ix,
    (status = 'failed')::INTEGER AS tp,
    0 AS fp,
    (status <> 'failed')::INTEGER AS fn,
    (status = 'abstained')::INTEGER AS exact
  FROM responses
  WHERE status <> 'open'
)
SELECT
  parts.encounter_ix,
  patient_encounters.cluster_ix,
  patient_encounters.patient_encounters,
  parts.system_ix,
  parts.tp,
  parts.fp,
  parts.fn,
  parts.exact
FROM parts
JOIN patient_encounters ON patient_encounters.encounter_ix = parts.encounter_ix;

CREATE OR REPLACE TEMP TABLE subgroup_sums AS
WITH repeated AS (
  SELECT
    cluster_ix,
    system_ix,
    sum(tp)::INTEGER AS tp,
    sum(fp)::INTEGER AS fp,
    sum(fn)::INTEGER AS fn,
    sum(exact)::INTEGER AS exact,
    count(*)::INTEGER AS encounters,
    min(encounter_ix) AS first_ix
  FROM encounter_parts
  WHERE patient_encounters > 1
  GROUP BY cluster_ix, system_ix
)
SELECT
  encounter_parts.encounter_ix,
  encounter_parts.cluster_ix,
  encounter_parts.system_ix,
  encounter_parts.tp,
  encounter_parts.fp,
  encounter_parts.fn,
  encounter_parts.exact,
  repeated.tp AS all_tp,
  repeated.fp AS all_fp,
  repeated.fn AS all_fn,
  repeated.exact AS all_exact,
  repeated.encounters AS all_encounters,
  repeated.first_ix = encounter_parts.encounter_ix AS is_first
FROM encounter_parts
JOIN repeated
  ON repeated.cluster_ix = encounter_parts.cluster_ix AND repeated.system_ix = encounter_parts.system_ix
WHERE encounter_parts.patient_encounters > 1
UNION ALL
SELECT encounter_ix, cluster_ix, system_ix, tp, fp, fn, exact, tp, fp, fn, exact, 1, true
FROM encounter_parts
WHERE patient_encounters = 1;

DROP TABLE encounter_parts;

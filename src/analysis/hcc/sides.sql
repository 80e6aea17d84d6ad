-- Question: which HCCs does each side's coding give a patient in a year of service?
-- Grain: hcc_models one row per model group, its newest version loaded; hcc_sides one row per patient year, model and
-- HCC, side 1 reference, 2 engine, 3 both. A patient year is named by its first encounter, by day, then by id.
-- Source: METRICS.md, hcc.*; CMS-HCC mappings are by calendar year of service. A patient is a cluster where
-- patient_id is given; an encounter without one is a patient of its own. Hierarchies between HCCs are not applied,
-- and no kind of visit is left out.
CREATE OR REPLACE TABLE hcc_models AS
WITH versions AS (
  SELECT DISTINCT
    model,
    CASE
      WHEN model LIKE 'ESRD%' THEN 'ESRD'
      WHEN model LIKE 'RxHCC%' THEN 'RxHCC'
      ELSE model
    END AS model_group,
    coalesce(try_cast(regexp_extract(model, '([0-9]+)$', 1) AS INTEGER), 0) AS version
  FROM library_hcc_coverage
),
newest AS (
  SELECT model_group, max({'version': version, 'model': model}).model AS model
  FROM versions
  WHERE model_group IN ('V24', 'V28', 'ESRD', 'RxHCC')
  GROUP BY model_group
)
SELECT
  (row_number() OVER (ORDER BY model_group))::INTEGER AS model_ix,
  model_group,
  model,
  ('hcc.precision.' || model_group)::measure_name AS precision_metric,
  ('hcc.recall.' || model_group)::measure_name AS recall_metric
FROM newest
ORDER BY model_ix;

CREATE OR REPLACE TABLE patient_years AS
WITH dated AS (
  SELECT
    encounters.encounter_ix,
    encounters.judged_on,
    year(encounters.judged_on) AS service_year,
    CASE WHEN encounters.unit = 'patient' THEN encounters.cluster_ix ELSE -1 - encounters.encounter_ix END AS patient_ix
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE encounters.judged_on IS NOT NULL AND responses.status <> 'open'
)
SELECT
  encounter_ix,
  judged_on,
  first_value(encounter_ix) OVER (
    PARTITION BY patient_ix, service_year ORDER BY judged_on, encounter_ix
  ) AS first_ix
FROM dated;

CREATE OR REPLACE TABLE hcc_days AS
SELECT DISTINCT hcc_models.model_ix, days.judged_on
FROM (SELECT DISTINCT judged_on FROM patient_years) AS days
JOIN library_hcc_coverage
  ON days.judged_on BETWEEN library_hcc_coverage.valid_from AND library_hcc_coverage.valid_to
JOIN hcc_models ON hcc_models.model = library_hcc_coverage.model;

CREATE OR REPLACE TABLE hcc_codes AS
SELECT DISTINCT
  asked_codes.code_ix,
  hcc_models.model_ix,
  library_hcc.hcc,
  library_hcc.valid_from,
  library_hcc.valid_to
FROM library_hcc
JOIN hcc_models ON hcc_models.model = library_hcc.model
JOIN codes ON codes.code = library_hcc.code AND codes.system = 'ICD-10-CM'
JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
WHERE library_hcc.hcc IS NOT NULL;

CREATE OR REPLACE TABLE patient_codes AS
SELECT patient_years.first_ix, assignments.code_ix, patient_years.judged_on, bit_or(assignments.side) AS side
FROM assignments
JOIN patient_years ON patient_years.encounter_ix = assignments.encounter_ix
SEMI JOIN hcc_codes ON hcc_codes.code_ix = assignments.code_ix
WHERE assignments.side IN (1, 2)
GROUP BY patient_years.first_ix, assignments.code_ix, patient_years.judged_on;

CREATE OR REPLACE TABLE hcc_sides (encounter_ix INTEGER, model_ix INTEGER, hcc INTEGER, side TINYINT);

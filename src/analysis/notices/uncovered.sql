-- Question: which encounters do severity and HCC figures leave out, since no loaded table covers their day?
-- Grain: one row per figure family and model with any; only where tables of the family are loaded.
WITH stays AS (
  SELECT encounters.encounter_ix
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE responses.status <> 'open'
    AND encounters.setting = 'inpatient'
    AND encounters.claim_type IS DISTINCT FROM 'professional'
),
uncovered AS (
  SELECT 'severity not judged: no CC/MCC table covers the day' AS notice, count(*) AS count
  FROM stays
  ANTI JOIN graded_stays ON graded_stays.encounter_ix = stays.encounter_ix
  WHERE EXISTS (SELECT 1 FROM library_severity)
  UNION ALL
  SELECT 'HCC ' || hcc_models.model || ' not judged: no mapping covers the day' AS notice, count(*) AS count
  FROM patient_years
  CROSS JOIN hcc_models
  ANTI JOIN hcc_days ON hcc_days.model_ix = hcc_models.model_ix AND hcc_days.judged_on = patient_years.judged_on
  GROUP BY hcc_models.model
)
SELECT notice, NULL AS side, 'ICD-10-CM' AS system, count::BIGINT AS count
FROM uncovered
WHERE count > 0
ORDER BY notice;

-- Question: which HCCs of one model does each side's coding give a patient in a year of service?
-- Grain: hcc_sides gains one row per patient year and HCC of the model; one model at a time keeps memory small.
-- Source: as in sides.sql.
INSERT INTO hcc_sides
SELECT patient_codes.first_ix AS encounter_ix, hcc_codes.model_ix, hcc_codes.hcc, bit_or(patient_codes.side) AS side
FROM patient_codes
JOIN hcc_codes
  ON hcc_codes.code_ix = patient_codes.code_ix
  AND patient_codes.judged_on BETWEEN hcc_codes.valid_from AND hcc_codes.valid_to
SEMI JOIN hcc_days ON hcc_days.model_ix = $model_ix AND hcc_days.judged_on = patient_codes.judged_on
WHERE hcc_codes.model_ix = $model_ix
GROUP BY patient_codes.first_ix, hcc_codes.model_ix, hcc_codes.hcc;

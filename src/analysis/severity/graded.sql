-- Question: which secondary diagnoses of inpatient facility encounters are MCC or CC, on which side?
-- Grain: graded_stays one row per inpatient facility encounter that is not open, on a day of discharge that the table
-- covers; graded_codes one row per such encounter and secondary diagnosis that is MCC or CC on that day, side 1
-- reference, 2 engine, 3 both. A code is secondary on a side that does not list it first.
-- Source: METRICS.md, severity.*. Nominal: a principal diagnosis that excludes a CC is not looked at.
CREATE OR REPLACE TABLE graded_stays AS
WITH stays AS (
  SELECT encounters.encounter_ix, encounters.judged_on
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE encounters.setting = 'inpatient'
    AND encounters.claim_type IS DISTINCT FROM 'professional'
    AND responses.status <> 'open'
),
terms AS (
  SELECT DISTINCT valid_from, valid_to FROM library_severity
),
covered_days AS (
  SELECT DISTINCT days.judged_on
  FROM (SELECT DISTINCT judged_on FROM stays) AS days
  JOIN terms ON days.judged_on BETWEEN terms.valid_from AND terms.valid_to
)
SELECT stays.encounter_ix, stays.judged_on
FROM stays
JOIN covered_days ON covered_days.judged_on = stays.judged_on;

CREATE OR REPLACE TABLE graded_codes AS
WITH grades AS (
  SELECT
    asked_codes.code_ix,
    library_severity.severity = 'MCC' AS is_mcc,
    library_severity.valid_from,
    library_severity.valid_to
  FROM library_severity
  JOIN codes ON codes.code = library_severity.code AND codes.system = 'ICD-10-CM'
  JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
  WHERE library_severity.severity IN ('MCC', 'CC')
),
sided AS (
  SELECT assignments.encounter_ix, assignments.code_ix, assignments.side, bool_or(grades.is_mcc) AS is_mcc
  FROM assignments
  JOIN graded_stays ON graded_stays.encounter_ix = assignments.encounter_ix
  JOIN grades
    ON grades.code_ix = assignments.code_ix
    AND graded_stays.judged_on BETWEEN grades.valid_from AND grades.valid_to
  WHERE assignments.side IN (1, 2)
  GROUP BY assignments.encounter_ix, assignments.code_ix, assignments.side
  HAVING NOT bool_or(coalesce(assignments.sequence = 1, false) AND coalesce(assignments.use, 'diagnosis') = 'diagnosis')
)
SELECT encounter_ix, code_ix, bool_or(is_mcc) AS is_mcc, bit_or(side) AS side
FROM sided
GROUP BY encounter_ix, code_ix;

-- Question: can severity be told at all?
-- Grain: one row. is_loaded: a CC/MCC table is loaded; numbers: a side gives diagnoses, and lists one of them first.
WITH sides AS (
  SELECT
    count(*) FILTER (WHERE assignments.side = 1) AS reference_codes,
    count(*) FILTER (WHERE assignments.side = 2) AS engine_codes,
    count(*) FILTER (WHERE assignments.side = 1 AND assignments.sequence = 1) AS reference_firsts,
    count(*) FILTER (WHERE assignments.side = 2 AND assignments.sequence = 1) AS engine_firsts
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  JOIN codes ON codes.code_ix = assignments.code_ix AND codes.is_diagnosis
)
SELECT
  (SELECT count(*) FROM library_severity)
    + (SELECT count(*) FROM library_sources WHERE kind = 'severity') > 0 AS is_loaded,
  (
    SELECT count(*) FROM encounters WHERE setting = 'inpatient' AND coalesce(claim_type, '') <> 'professional'
  ) > 0 AS has_stays,
  (SELECT count(*) FROM graded_stays) > 0 AS has_covered,
  reference_codes > 0 AND reference_firsts = 0 AS reference_is_unnumbered,
  engine_codes > 0 AND engine_firsts = 0 AS engine_is_unnumbered
FROM sides;

-- Question: what does the library say of one code?
-- Grain: one row per statement; aspect says of what, value what. Dates are null where the statement has none, and
-- for an open end. Coverage rows say on which days absence means anything.
WITH facts AS (
  SELECT 'title' AS aspect, title AS value, NULL::DATE AS valid_from, NULL::DATE AS valid_to
  FROM library_codes
  WHERE system = $system AND code = $code
  UNION ALL
  SELECT 'validity' AS aspect, state AS value, valid_from, valid_to
  FROM library_validity
  WHERE system = $system AND code = $code
  UNION ALL
  SELECT 'validity' AS aspect, 'header' AS value, valid_from, valid_to
  FROM library_headers
  WHERE system = $system AND code = $code
  UNION ALL
  SELECT 'coverage' AS aspect, NULL AS value, valid_from, valid_to FROM library_coverage WHERE system = $system
  UNION ALL
  SELECT 'poa' AS aspect, 'exempt' AS value, valid_from, valid_to
  FROM library_poa_exempt
  WHERE $system = 'ICD-10-CM' AND code = $code
  UNION ALL
  SELECT 'severity' AS aspect, severity AS value, valid_from, valid_to
  FROM library_severity
  WHERE $system = 'ICD-10-CM' AND code = $code
  UNION ALL
  SELECT 'editor' AS aspect, flag AS value, valid_from, valid_to
  FROM library_editor_flags
  WHERE $system = 'ICD-10-CM' AND code = $code
  UNION ALL
  SELECT 'hcc' AS aspect, model || ' HCC ' || hcc AS value, valid_from, valid_to
  FROM library_hcc
  WHERE $system = 'ICD-10-CM' AND code = $code
  UNION ALL
  SELECT
    'ccsr' AS aspect,
    ccsr.category || coalesce(' ' || categories.title, '') AS value,
    NULL AS valid_from,
    NULL AS valid_to
  FROM library_ccsr AS ccsr
  LEFT JOIN library_ccsr_categories AS categories ON categories.category = ccsr.category
  WHERE $system = 'ICD-10-CM' AND ccsr.code = $code
  UNION ALL
  SELECT 'drg' AS aspect, 'v' || version || ' ' || coalesce(title, '') AS value, valid_from, valid_to
  FROM library_drgs
  WHERE $system = 'MS-DRG' AND drg = $code
  UNION ALL
  SELECT
    'weight' AS aspect,
    weight::VARCHAR || coalesce(' in v' || version, '') AS value,
    NULL AS valid_from,
    NULL AS valid_to
  FROM library_drg_weights
  WHERE $system = 'MS-DRG' AND drg = $code
  UNION ALL
  SELECT
    'fee' AS aspect,
    printf('$%.2f', amount) || coalesce(' with modifier ' || modifier, '')
      || coalesce(', ' || work_rvu || ' work RVU', '') AS value,
    valid_from,
    valid_to
  FROM library_fees
  WHERE system = $system AND code = $code
)
SELECT
  aspect,
  value,
  valid_from::VARCHAR AS valid_from,
  nullif(valid_to, DATE '9999-12-31')::VARCHAR AS valid_to
FROM facts
ORDER BY aspect, facts.valid_from NULLS FIRST, value;

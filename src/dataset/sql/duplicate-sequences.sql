-- Which code rows take a sequence number that another code of the same list already has?
-- Grain: one row a later row; a list is one coder's diagnoses, procedures or other use in one role and encounter.
-- Source: DATA contract, "sequence ... once per coder among diagnoses and once among procedures". The same code
-- given twice with its number is a duplicate, which later steps collapse and count; an ICD code is the same code
-- with its dot or without, in either case.
WITH listed AS (
  SELECT
    "row",
    encounter_id,
    coalesce(coder_id, 'coder') AS coder_id,
    coalesce(role, 'final') AS role,
    CASE
      WHEN use IS NOT NULL THEN use
      WHEN system IN ('ICD-10-CM', 'ICD-10', 'ICD-9-CM') THEN 'diagnosis'
      WHEN system IN ('ICD-10-PCS', 'CPT', 'HCPCS') THEN 'procedure'
      ELSE system
    END AS list,
    sequence,
    code,
    CASE WHEN system LIKE 'ICD-%' THEN upper(regexp_replace(code, '[\s.]', '', 'g')) ELSE code END AS folded_code
  FROM staged_codes
  WHERE sequence IS NOT NULL
),
holders AS (
  SELECT
    "row",
    encounter_id,
    coder_id,
    sequence,
    folded_code,
    first_value(code) OVER earlier AS first_code,
    first_value(folded_code) OVER earlier AS first_folded_code
  FROM listed
  WINDOW earlier AS (PARTITION BY encounter_id, coder_id, role, list, sequence ORDER BY "row")
)
SELECT
  'codes' AS table_name,
  "row",
  sequence AS value,
  first_code AS detail,
  count(*) OVER () AS total
FROM holders
WHERE folded_code <> first_folded_code
ORDER BY "row"
LIMIT 20;

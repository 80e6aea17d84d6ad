-- Which rows speak of an encounter that the encounters table does not hold?
-- Grain: one row a staged row; blank encounter ids are told elsewhere.
-- Source: DATA contract, "a code row for an unknown encounter".
WITH mentions AS (
  SELECT 'codes' AS table_name, "row", encounter_id FROM staged_codes
  UNION ALL
  SELECT 'documents' AS table_name, "row", encounter_id FROM staged_documents
  UNION ALL
  SELECT 'codings' AS table_name, "row", encounter_id FROM staged_codings
  UNION ALL
  SELECT 'claims' AS table_name, "row", encounter_id FROM staged_claims
  UNION ALL
  SELECT 'engine_codes' AS table_name, "row", encounter_id FROM staged_engine_codes
  UNION ALL
  SELECT 'engine_responses' AS table_name, "row", encounter_id FROM staged_engine_responses
),
unknown AS (
  SELECT mentions.table_name, mentions."row", mentions.encounter_id
  FROM mentions
  ANTI JOIN staged_encounters ON staged_encounters.encounter_id = mentions.encounter_id
  WHERE mentions.encounter_id IS NOT NULL
)
SELECT
  table_name,
  "row",
  encounter_id AS value,
  NULL AS detail,
  count(*) OVER (PARTITION BY table_name) AS total
FROM unknown
QUALIFY row_number() OVER (PARTITION BY table_name ORDER BY "row") <= 20
ORDER BY table_name, "row";

-- Which rows bring an id that an earlier row of their table already has?
-- Grain: one row a later row; encounters and engine responses by encounter, documents by encounter and document.
-- Source: DATA contract, "a duplicate encounter_id"; evidence names a document of its encounter by id.
WITH ids AS (
  SELECT 'encounters' AS table_name, "row", encounter_id, encounter_id AS id FROM staged_encounters
  UNION ALL
  SELECT 'engine_responses' AS table_name, "row", encounter_id, encounter_id AS id FROM staged_engine_responses
  UNION ALL
  SELECT 'documents' AS table_name, "row", encounter_id, document_id AS id FROM staged_documents
),
ranked AS (
  SELECT
    table_name,
    "row",
    id,
    row_number() OVER (PARTITION BY table_name, encounter_id, id ORDER BY "row") AS occurrence
  FROM ids
  WHERE encounter_id IS NOT NULL AND id IS NOT NULL
)
SELECT
  table_name,
  "row",
  id AS value,
  NULL AS detail,
  count(*) OVER (PARTITION BY table_name) AS total
FROM ranked
WHERE occurrence > 1
QUALIFY row_number() OVER (PARTITION BY table_name ORDER BY "row") <= 20
ORDER BY table_name, "row";

-- Question: which kinds of document do the encounters in scope have, and how many went along with a later encounter?
-- Grain: one row per kind; along counts each document once, however many encounters it went along with.
WITH along AS (
  SELECT DISTINCT document_row FROM earlier_documents
)
SELECT source_documents.kind, count(*) AS documents, count(along.document_row) AS along
FROM source_documents
JOIN encounters ON encounters.encounter_id = source_documents.encounter_id
LEFT JOIN along ON along.document_row = source_documents.row
GROUP BY source_documents.kind
ORDER BY count(*) DESC, source_documents.kind;

-- Question: which kinds of document do the encounters in scope have?
-- Grain: one row per kind.
SELECT source_documents.kind, count(*) AS documents
FROM source_documents
JOIN encounters ON encounters.encounter_id = source_documents.encounter_id
GROUP BY source_documents.kind
ORDER BY count(*) DESC, source_documents.kind;

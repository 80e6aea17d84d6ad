-- Question: what may leave of each encounter in scope?
-- Grain: one row per encounter in scope, in the order of encounter_ix; documents by the order of their rows.
-- Source: DATA.md, Scenario: send is an allow-list. The places of the texts are bytes of the documents file.
WITH sent_documents AS (
  SELECT
    source_documents.encounter_id,
    list(
      {
        'document_id': source_documents.document_id,
        'kind': source_documents.kind,
        'authored_at': source_documents.authored_at,
        'byte_offset': source_documents.byte_offset,
        'byte_length': source_documents.byte_length
      }
      ORDER BY source_documents.row
    ) AS documents
  FROM source_documents
  JOIN sent_kinds ON sent_kinds.kind = source_documents.kind
  GROUP BY source_documents.encounter_id
)
SELECT
  encounters.encounter_id,
  $columns AS columns,
  sent_documents.documents
FROM encounters
JOIN source_encounters ON source_encounters.row = encounters.row
LEFT JOIN sent_documents ON sent_documents.encounter_id = encounters.encounter_id
ORDER BY encounters.encounter_ix;

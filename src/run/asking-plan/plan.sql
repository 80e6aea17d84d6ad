-- Question: what may leave of each encounter of one pass, of those at some places in its order?
-- Grain: one row per encounter, and behind it one per document that goes along: its own by the order of
-- their rows, then those of earlier encounters by their place.
-- Source: DATA.md, Scenario: send is an allow-list. The places of the texts are bytes of the documents file.
-- signed_at: only where the arrivals go by it. is_earlier: of a document, whether it is of an earlier encounter.
WITH pass AS (
  SELECT
    encounters.encounter_ix,
    encounters.encounter_id,
    encounters.row,
    planned.group_ix,
    planned.signed_at,
    planned.place
  FROM planned
  JOIN encounters ON encounters.encounter_ix = planned.encounter_ix
  WHERE planned.is_paced = $is_paced AND planned.place > $after AND planned.place <= $up_to
),
leaving AS (
  SELECT pass.place, source_documents.row AS document_row, source_documents.row AS rank, false AS is_earlier
  FROM source_documents
  JOIN sent_kinds ON sent_kinds.kind = source_documents.kind
  JOIN pass ON pass.encounter_id = source_documents.encounter_id
  UNION ALL
  SELECT pass.place, earlier_documents.document_row, earlier_documents.place AS rank, true AS is_earlier
  FROM earlier_documents
  JOIN pass ON pass.encounter_ix = earlier_documents.encounter_ix
),
rows AS (
  SELECT
    pass.place,
    NULL AS is_earlier,
    0 AS rank,
    {
      'encounter_id': pass.encounter_id,
      'group': pass.group_ix,
      'signed_at': CASE WHEN $by_signed_at THEN pass.signed_at END,
      'columns': $columns
    } AS encounter,
    NULL AS document
  FROM pass
  JOIN source_encounters ON source_encounters.row = pass.row
  UNION ALL
  SELECT
    leaving.place,
    leaving.is_earlier,
    leaving.rank,
    NULL AS encounter,
    {
      'document_id': source_documents.document_id,
      'kind': source_documents.kind,
      'authored_at': source_documents.authored_at,
      'byte_offset': source_documents.byte_offset,
      'byte_length': source_documents.byte_length
    } AS document
  FROM leaving
  JOIN source_documents ON source_documents.row = leaving.document_row
)
SELECT encounter, document, is_earlier
FROM rows
ORDER BY place, is_earlier NULLS FIRST, rank;

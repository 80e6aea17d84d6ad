-- Question: which documents of the same patient's earlier encounters go along with each encounter?
-- Grain: one row per encounter and document that goes along; place: their order, the earliest encounter's first.
-- Source: an encounter is earlier where its start of service is, or, of two that start alike, its day, or its
-- signed_at; where that cannot be told of both, none is. It must have ended by the start of the later one and be of
-- another visit, and the document must have been written by the time that the later one was signed: an engine sees
-- nothing that lay in the future. Encounters out of scope give nothing.
CREATE OR REPLACE TABLE earlier_documents AS
WITH dated AS (
  SELECT
    encounters.encounter_ix,
    encounters.encounter_id,
    encounters.cluster_ix,
    source_encounters.visit_id,
    source_encounters.service_start,
    source_encounters.service_end,
    source_encounters.day,
    try_cast(source_encounters.signed_at AS TIMESTAMPTZ) AS signed_at
  FROM encounters
  JOIN source_encounters ON source_encounters.row = encounters.row
  WHERE encounters.unit = 'patient' AND EXISTS (SELECT 1 FROM earlier_kinds)
),
told AS (
  SELECT
    dated.encounter_ix,
    dated.cluster_ix,
    dated.visit_id,
    dated.service_start,
    dated.service_end,
    dated.day,
    dated.signed_at,
    source_documents.row AS document_row,
    try_cast(source_documents.authored_at AS TIMESTAMPTZ) AS authored_at
  FROM source_documents
  JOIN earlier_kinds ON earlier_kinds.kind = source_documents.kind
  JOIN dated ON dated.encounter_id = source_documents.encounter_id
)
SELECT
  later.encounter_ix,
  told.document_row,
  row_number() OVER (
    PARTITION BY later.encounter_ix
    ORDER BY
      told.service_start NULLS LAST,
      told.day NULLS LAST,
      told.signed_at NULLS LAST,
      told.encounter_ix,
      told.document_row
  )::INTEGER AS place
FROM dated AS later
JOIN told ON told.cluster_ix = later.cluster_ix AND told.encounter_ix <> later.encounter_ix
WHERE
  coalesce(
    told.service_start < later.service_start
    OR (
      told.service_start IS NOT DISTINCT FROM later.service_start
      AND (
        told.day < later.day
        OR (told.day IS NOT DISTINCT FROM later.day AND told.signed_at < later.signed_at)
      )
    ),
    false
  )
  AND coalesce(told.service_end <= later.service_start, true)
  AND coalesce(told.visit_id <> later.visit_id, true)
  AND coalesce(told.authored_at <= later.signed_at, true);

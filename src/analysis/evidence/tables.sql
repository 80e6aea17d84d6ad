-- Question: what was sent, what did the engine point at in it, and which codes stand in it?
-- Grain: source_evidence one row per answered code and document it names: last_end the farthest end of a place there,
-- null where any is empty or turned round; sent_texts one row per encounter and document that was sent with it, its
-- own ones and those of earlier encounters; document_key is the first 16 digits of the md5 of its id, so that no words
-- of an engine come in; document_lengths code points of one; findable_codes the reference's codes that a text can be
-- searched for; leaked those that stand in one.
CREATE TABLE IF NOT EXISTS source_evidence (
  encounter_id VARCHAR,
  system VARCHAR,
  code VARCHAR,
  document_key VARCHAR,
  last_end BIGINT
);

CREATE TABLE IF NOT EXISTS sent_kinds (kind VARCHAR);

CREATE TABLE IF NOT EXISTS earlier_documents (encounter_ix INTEGER, document_row BIGINT, place INTEGER);

CREATE TABLE IF NOT EXISTS sent_texts AS
WITH sent AS (
  SELECT encounters.encounter_ix, source_documents.row AS document_row
  FROM source_documents
  JOIN sent_kinds ON sent_kinds.kind = source_documents.kind
  JOIN encounters ON encounters.encounter_id = source_documents.encounter_id
  UNION ALL
  SELECT encounter_ix, document_row FROM earlier_documents
)
SELECT
  (row_number() OVER (ORDER BY sent.encounter_ix, sent.document_row) - 1)::INTEGER AS text_ix,
  sent.encounter_ix,
  left(md5(source_documents.document_id), 16) AS document_key,
  source_documents.byte_offset,
  source_documents.byte_length
FROM sent
JOIN source_documents ON source_documents.row = sent.document_row
JOIN responses ON responses.encounter_ix = sent.encounter_ix
WHERE responses.status <> 'open'
ORDER BY text_ix;

CREATE TABLE IF NOT EXISTS reference_codes AS
SELECT encounter_ix, code_ix FROM matches WHERE side IN (1, 3) ORDER BY encounter_ix, code_ix;

CREATE TABLE IF NOT EXISTS document_lengths (text_ix INTEGER, code_points BIGINT);

CREATE TABLE IF NOT EXISTS findable_codes (code_ix INTEGER);

CREATE TABLE IF NOT EXISTS leaked (encounter_ix INTEGER, code_ix INTEGER);

-- Question: which documents went along with a later encounter, where nothing told?
-- Grain: one row per encounter and document of an earlier one; none here.
CREATE TABLE IF NOT EXISTS earlier_documents (encounter_ix INTEGER, document_row BIGINT, place INTEGER);

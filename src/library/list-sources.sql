-- Question: which files is the library made of?
-- Grain: one row per file, those of one kind and system together, the earliest first.
SELECT
  source_id,
  kind,
  system,
  name,
  sha256,
  valid_from::VARCHAR AS valid_from,
  valid_to::VARCHAR AS valid_to,
  rows,
  added_at
FROM evidence_sources
ORDER BY kind, system NULLS FIRST, valid_from NULLS FIRST, source_id;

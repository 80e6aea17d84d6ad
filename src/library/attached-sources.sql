-- Question: which official tables does this run read?
-- Grain: one row per file of the library, by id.
SELECT source_id, kind, name, sha256, valid_from::VARCHAR AS valid_from, valid_to::VARCHAR AS valid_to
FROM library_sources
ORDER BY source_id;

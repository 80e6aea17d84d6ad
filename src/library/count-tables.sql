-- Question: is this database empty, a library, or something else?
-- Grain: one row.
SELECT count(*) AS tables, count(*) FILTER (WHERE table_name = 'library_schema') AS schemas
FROM information_schema.tables
WHERE table_schema = 'main';

-- Question: which codes occur, with their official title where a table is loaded?
-- Grain: one row per code.
SELECT codes.code_ix, codes.system, codes.code, library_codes.title
FROM codes
LEFT JOIN library_codes ON library_codes.system = codes.system AND library_codes.code = codes.code
ORDER BY codes.code_ix;

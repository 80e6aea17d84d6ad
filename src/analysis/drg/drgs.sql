-- Question: which DRGs occur, and what is each called?
-- Grain: one row per DRG of a system asked, with the title of the latest loaded version that knows it.
WITH titles AS (
  SELECT drg, arg_max(title, (valid_from, version)) AS title FROM library_drgs GROUP BY drg
)
SELECT codes.code_ix, codes.system, codes.code, titles.title
FROM codes
JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
LEFT JOIN titles ON titles.drg = codes.code AND codes.system = 'MS-DRG'
WHERE NOT asked_codes.in_all
ORDER BY codes.code_ix;

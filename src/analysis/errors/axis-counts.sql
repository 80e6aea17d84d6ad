-- Question: which axis do unmatched procedures of one table differ in?
-- Grain: one row per section and character that differs in any pair; a pair that differs in two counts in both.
WITH differing AS (
  SELECT section, 4 AS character FROM axis_pairs WHERE NOT c4
  UNION ALL
  SELECT section, 5 AS character FROM axis_pairs WHERE NOT c5
  UNION ALL
  SELECT section, 6 AS character FROM axis_pairs WHERE NOT c6
  UNION ALL
  SELECT section, 7 AS character FROM axis_pairs WHERE NOT c7
)
SELECT section, character, count(*) AS pairs
FROM differing
GROUP BY section, character
ORDER BY pairs DESC, section, character;

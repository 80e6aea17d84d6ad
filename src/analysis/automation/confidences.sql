-- Question: how often are answers of each confidence right, codes by system and encounters?
-- Grain: confidences one row per kind, system (null for encounters, −1 for all systems) and confidence.
-- Source: METRICS.md, Figures. Codes of answers that were not coded, and codes and encounters without a confidence,
-- are left out. A code is right where the reference holds it too, an encounter where it matches exactly.
CREATE OR REPLACE TABLE confidences AS
WITH of_systems AS (
  SELECT
    asked_codes.system_ix,
    asked_codes.in_all,
    matches.confidence,
    count(*) AS answers,
    count(*) FILTER (WHERE matches.side = 3) AS correct
  FROM matches
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  WHERE matches.side IN (2, 3) AND matches.confidence IS NOT NULL
  GROUP BY asked_codes.system_ix, asked_codes.in_all, matches.confidence
)
SELECT 'codes' AS kind, system_ix, confidence, answers, correct
FROM of_systems
UNION ALL
SELECT 'codes' AS kind, -1 AS system_ix, confidence, sum(answers)::BIGINT AS answers, sum(correct)::BIGINT AS correct
FROM of_systems
WHERE in_all
GROUP BY confidence
UNION ALL
SELECT
  'encounters' AS kind,
  NULL AS system_ix,
  confidence,
  count(*) AS answers,
  count(*) FILTER (WHERE is_exact) AS correct
FROM automation_encounters
WHERE confidence IS NOT NULL
GROUP BY confidence;

-- Question: how many engine codes carry a confidence, and how many none?
-- Grain: one row per system with any engine code; −1 is all systems, DRGs left out.
WITH of_systems AS (
  SELECT asked_codes.system_ix, asked_codes.in_all, count(*) AS answers, count(matches.confidence) AS rated
  FROM matches
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  WHERE matches.side IN (2, 3)
  GROUP BY asked_codes.system_ix, asked_codes.in_all
),
all_systems AS (
  SELECT system_ix, answers, rated FROM of_systems
  UNION ALL
  SELECT -1 AS system_ix, answers, rated FROM of_systems WHERE in_all
)
SELECT system_ix, sum(answers)::BIGINT AS answers, sum(rated)::BIGINT AS rated
FROM all_systems
GROUP BY system_ix
ORDER BY system_ix;

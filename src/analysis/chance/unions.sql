-- Question: how many codes does either side use?
-- Grain: one row per code system (−1 all) with any code.
WITH used AS (
  SELECT DISTINCT code_ix FROM matches
)
SELECT code_systems.system_ix, count(*) AS codes
FROM used
JOIN code_systems ON code_systems.code_ix = used.code_ix
GROUP BY code_systems.system_ix
ORDER BY code_systems.system_ix;

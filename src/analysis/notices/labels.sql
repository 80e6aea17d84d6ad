-- Question: which labels of code systems does each side write, and how often?
-- Grain: one row per side and label among the encounters in scope.
WITH written AS (
  SELECT
    CASE WHEN source_codes.role = 'second' THEN 'second' ELSE 'reference' END AS side,
    source_codes.system,
    count(*) AS count
  FROM source_codes
  JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
  WHERE source_codes.role IN ($role, 'second')
  GROUP BY source_codes.role, source_codes.system
  UNION ALL
  SELECT 'engine' AS side, source_engine_codes.system, count(*) AS count
  FROM source_engine_codes
  JOIN encounters ON encounters.encounter_id = source_engine_codes.encounter_id
  GROUP BY source_engine_codes.system
)
SELECT side, system, sum(count)::BIGINT AS count
FROM written
GROUP BY side, system
ORDER BY side, system;

-- Question: how often does each side give each level to each provider's encounters?
-- Grain: one row per provider (null: not recorded), family and code that either side gives; counts of encounters.
-- The rank is that of the latest days that occur.
WITH levels AS (
  SELECT
    encounters.provider_id,
    em_codes.system,
    em_codes.family,
    em_codes.code,
    max(em_codes.level_ix) AS level_ix,
    count(*) AS encounters,
    count_if(em_rows.sides & 2 = 2)::BIGINT AS engine,
    count_if(em_rows.sides & 1 = 1)::BIGINT AS reference
  FROM em_rows
  JOIN em_codes ON em_codes.level_ix = em_rows.level_ix
  JOIN encounters ON encounters.encounter_ix = em_rows.encounter_ix
  GROUP BY encounters.provider_id, em_codes.system, em_codes.family, em_codes.code
)
SELECT
  levels.system,
  levels.provider_id,
  levels.family,
  levels.code,
  em_codes.level_rank AS rank,
  levels.engine,
  levels.reference
FROM levels
JOIN em_codes ON em_codes.level_ix = levels.level_ix
ORDER BY levels.encounters DESC, levels.provider_id NULLS LAST, levels.system, levels.family, levels.code;

-- Question: which pairs of code sets stand for all pairs, where there are too many?
-- Grain: chance_draws one row per pair drawn, with two numbers below 2^32 that name its places in any code system. One
-- md5 of 128 bits makes two draws.
-- Source: METRICS.md, Intervals: alpha's expected disagreement; hash choices are md5 with the seed.
CREATE OR REPLACE TABLE chance_draws AS
WITH hashed AS MATERIALIZED (
  SELECT keys.key, md5_number(keys.key::VARCHAR || '|' || $seed::VARCHAR) AS hash
  FROM range($keys) AS keys(key)
)
SELECT 2 * key AS draw, (hash & 4294967295)::BIGINT AS low, ((hash >> 32) & 4294967295)::BIGINT AS high
FROM hashed
UNION ALL
SELECT 2 * key + 1 AS draw, ((hash >> 64) & 4294967295)::BIGINT AS low, (hash >> 96)::BIGINT AS high
FROM hashed;

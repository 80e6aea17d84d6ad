-- Question: of which systems are errors looked for, and in how many units of evidence could two of them meet?
-- Grain: recurring_systems one row per system asked of which the engine gives any code; unmatched counts FP + FN,
-- matched the assignments of both sides. error_units are the units (patient, else visit, else encounter) with at least
-- one missed and one added code; unit_errors one row per such unit, side (1 missed, 2 added) and code; error_margins
-- one row per side and code with $fewest such units or more; pair_families one row per system.
-- Source: METRICS.md, Error classes, recurring errors: the family is all pairs whose two margins are at least 5.
CREATE TABLE IF NOT EXISTS drg_case (
  encounter_ix INTEGER,
  reference_ix INTEGER,
  engine_ix INTEGER,
  weight_shift BIGINT
);

CREATE OR REPLACE TABLE recurring_systems AS
WITH counted AS (
  SELECT system_ix, sum(fp + fn)::BIGINT AS unmatched, sum(tp)::BIGINT AS matched
  FROM encounter_sums
  WHERE system_ix >= 0
  GROUP BY system_ix
)
SELECT
  asked_systems.system_ix,
  asked_systems.system,
  coalesce(counted.unmatched, 0) AS unmatched,
  coalesce(counted.matched, 0) AS matched
FROM asked_systems
LEFT JOIN counted ON counted.system_ix = asked_systems.system_ix
ANTI JOIN systems_not_given ON systems_not_given.system_ix = asked_systems.system_ix
ORDER BY asked_systems.system_ix;

CREATE OR REPLACE TABLE error_units AS
SELECT errors.system_ix, errors.cluster_ix
FROM errors
JOIN recurring_systems ON recurring_systems.system_ix = errors.system_ix
GROUP BY errors.system_ix, errors.cluster_ix
HAVING count(errors.missed_ix) > 0 AND count(errors.added_ix) > 0;

CREATE OR REPLACE TABLE unit_errors AS
WITH of_units AS (
  SELECT errors.cluster_ix, errors.missed_ix, errors.added_ix
  FROM errors
  JOIN error_units ON error_units.cluster_ix = errors.cluster_ix AND error_units.system_ix = errors.system_ix
),
keyed AS (
  SELECT (cluster_ix::BIGINT << 32) + 2 * missed_ix AS unit_code FROM of_units WHERE missed_ix IS NOT NULL
  UNION
  SELECT (cluster_ix::BIGINT << 32) + 2 * added_ix + 1 AS unit_code FROM of_units WHERE added_ix IS NOT NULL
)
SELECT
  (unit_code >> 32)::INTEGER AS cluster_ix,
  (1 + (unit_code & 1))::TINYINT AS side,
  ((unit_code & 4294967295) >> 1)::INTEGER AS code_ix
FROM keyed;

CREATE OR REPLACE TABLE error_margins AS
SELECT asked_codes.system_ix, unit_errors.side, unit_errors.code_ix, count(*) AS margin
FROM unit_errors
JOIN asked_codes ON asked_codes.code_ix = unit_errors.code_ix
GROUP BY asked_codes.system_ix, unit_errors.side, unit_errors.code_ix
HAVING count(*) >= $fewest;

CREATE OR REPLACE TABLE pair_families AS
WITH units AS (
  SELECT system_ix, count(*) AS units FROM error_units GROUP BY system_ix
),
margins AS (
  SELECT
    system_ix,
    count_if(side = 1)::BIGINT AS missed_codes,
    count_if(side = 2)::BIGINT AS added_codes,
    count(*) - count(DISTINCT code_ix) AS on_both
  FROM error_margins
  GROUP BY system_ix
)
SELECT
  units.system_ix,
  units.units,
  coalesce(margins.missed_codes * margins.added_codes - margins.on_both, 0) AS family_size
FROM units
LEFT JOIN margins ON margins.system_ix = units.system_ix
ORDER BY units.system_ix;

-- Question: which set of codes does each side give each encounter, in one code system, for pairs to be drawn from?
-- Grain: chance_places one row per set: of an encounter with a code on either side, twice its number for the reference's
-- set, plus 1 for the engine's. common holds a bit for each of the 127 most frequent codes, so that what two sets share
-- of them is a count of bits; rare holds the others' bits, several codes to a bit: sets without a common bit share none.
-- chance_rare one row per set and rare code.
CREATE OR REPLACE TABLE chance_codes AS
WITH counted AS (
  SELECT matches.code_ix, count(*) AS encounters
  FROM matches
  JOIN code_systems ON code_systems.code_ix = matches.code_ix
  WHERE code_systems.system_ix = $system_ix
  GROUP BY matches.code_ix
),
ranked AS (
  SELECT code_ix, row_number() OVER (ORDER BY encounters DESC, code_ix) - 1 AS rank FROM counted
)
SELECT code_ix, rank < 127 AS is_common, 1::HUGEINT << (rank % 127)::INTEGER AS mask
FROM ranked
ORDER BY code_ix;

CREATE OR REPLACE TABLE chance_units AS
SELECT
  encounter_sums.encounter_ix,
  row_number() OVER (ORDER BY encounter_sums.encounter_ix) - 1 AS unit,
  encounters.jack_group,
  encounter_sums.tp + encounter_sums.fn AS reference,
  encounter_sums.tp + encounter_sums.fp AS engine
FROM encounter_sums
JOIN encounters ON encounters.encounter_ix = encounter_sums.encounter_ix
WHERE encounter_sums.system_ix = $system_ix;

CREATE OR REPLACE TABLE chance_places AS
WITH masks AS (
  SELECT
    matches.encounter_ix,
    bit_or(chance_codes.mask) FILTER (WHERE chance_codes.is_common AND matches.side <> 2) AS reference_common,
    bit_or(chance_codes.mask) FILTER (WHERE chance_codes.is_common AND matches.side <> 1) AS engine_common,
    bit_or(chance_codes.mask) FILTER (WHERE NOT chance_codes.is_common AND matches.side <> 2) AS reference_rare,
    bit_or(chance_codes.mask) FILTER (WHERE NOT chance_codes.is_common AND matches.side <> 1) AS engine_rare
  FROM matches
  JOIN chance_codes ON chance_codes.code_ix = matches.code_ix
  GROUP BY matches.encounter_ix
)
SELECT
  2 * chance_units.unit AS place,
  chance_units.jack_group,
  chance_units.reference AS codes,
  coalesce(masks.reference_common, 0) AS common,
  coalesce(masks.reference_rare, 0) AS rare
FROM chance_units
JOIN masks ON masks.encounter_ix = chance_units.encounter_ix
UNION ALL
SELECT
  2 * chance_units.unit + 1 AS place,
  chance_units.jack_group,
  chance_units.engine AS codes,
  coalesce(masks.engine_common, 0) AS common,
  coalesce(masks.engine_rare, 0) AS rare
FROM chance_units
JOIN masks ON masks.encounter_ix = chance_units.encounter_ix;

CREATE OR REPLACE TABLE chance_rare AS
WITH held AS (
  SELECT chance_units.unit, matches.code_ix, matches.side
  FROM matches
  JOIN chance_codes ON chance_codes.code_ix = matches.code_ix AND NOT chance_codes.is_common
  JOIN chance_units ON chance_units.encounter_ix = matches.encounter_ix
)
SELECT 2 * unit AS place, code_ix FROM held WHERE side <> 2
UNION ALL
SELECT 2 * unit + 1 AS place, code_ix FROM held WHERE side <> 1;

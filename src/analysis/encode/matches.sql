-- Question: which codes do the sides share, encounter by encounter?
-- Grain: one row per encounter and code of the systems asked. side: 1 missed (reference only), 2 over-coded
-- (engine only), 3 both; confidence: the engine's, the highest where it gave a code twice, null where it gave none.
-- human_matches likewise, second coder for engine, on doubly coded encounters only.
-- Source: METRICS.md, Conventions: sets; an encounter that was not coded by the engine has an empty answer; DRGs of
-- different grouper versions (other_versions) are not compared.
CREATE OR REPLACE TABLE other_versions AS
WITH versions AS (
  SELECT
    assignments.encounter_ix,
    asked_codes.system_ix,
    assignments.side,
    rpad(regexp_replace(assignments.version, '[^0-9]', '', 'g'), 3, '0') AS version
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  WHERE assignments.version IS NOT NULL AND NOT asked_codes.in_all AND assignments.side IN (1, 2)
)
SELECT encounter_ix, system_ix
FROM versions
GROUP BY encounter_ix, system_ix
HAVING min(version) FILTER (WHERE side = 1) <> min(version) FILTER (WHERE side = 2)
ORDER BY encounter_ix, system_ix;

CREATE OR REPLACE TABLE matches AS
SELECT
  assignments.encounter_ix,
  assignments.code_ix,
  bit_or(assignments.side) AS side,
  max(assignments.confidence) AS confidence
FROM assignments
JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
ANTI JOIN other_versions
  ON other_versions.encounter_ix = assignments.encounter_ix AND other_versions.system_ix = asked_codes.system_ix
WHERE assignments.side IN (1, 2)
GROUP BY assignments.encounter_ix, assignments.code_ix;

CREATE OR REPLACE TABLE doubly_coded AS
SELECT encounters.encounter_ix
FROM encounters
JOIN (
  SELECT encounter_id FROM source_codes WHERE role = 'second'
  UNION
  SELECT encounter_id FROM source_codings WHERE role = 'second'
) AS second_codings ON second_codings.encounter_id = encounters.encounter_id
ORDER BY encounters.encounter_ix;

CREATE OR REPLACE TABLE human_matches AS
SELECT
  assignments.encounter_ix,
  assignments.code_ix,
  bit_or(CASE WHEN assignments.side = 1 THEN 1 ELSE 2 END)::TINYINT AS side
FROM assignments
JOIN doubly_coded ON doubly_coded.encounter_ix = assignments.encounter_ix
JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
WHERE assignments.side IN (1, 3)
GROUP BY assignments.encounter_ix, assignments.code_ix;

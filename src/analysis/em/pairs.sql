-- Question: which level of evaluation and management does each side give an encounter?
-- Grain: em_codes one row per code and span of days in which it is a level; em_rows one row per encounter and level's
-- code, sides 1 reference, 2 engine, 3 both (two lines of one code are one, and one code of both sides is one level,
-- the later where their dates differ); em_pairs one row per encounter where the reference has exactly one. step is the engine's rank less the reference's, null unless the engine too has exactly one level, of that family.
-- Source: METRICS.md, Figures; families and their days from src/codeset. A row counts on its line's date, else on the
-- day the encounter is judged on, else in the last family its code was in. Facility claims take the facility's own
-- families where a code has one, other claims never.
CREATE OR REPLACE TABLE em_codes AS
WITH levels AS (
  SELECT
    codes.code_ix,
    (row_number() OVER (ORDER BY em_levels.valid_from, em_levels.family, em_levels.level_rank))::INTEGER AS level_ix,
    (dense_rank() OVER (ORDER BY em_levels.family))::INTEGER AS family_ix,
    em_levels.system,
    em_levels.code,
    em_levels.family,
    em_levels.level_rank,
    em_levels.is_facility,
    em_levels.valid_from::DATE AS valid_from,
    coalesce(em_levels.valid_to, '9999-12-31')::DATE AS valid_to
  FROM em_levels
  JOIN codes ON codes.system = em_levels.system AND codes.code = em_levels.code
  JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
)
SELECT
  code_ix,
  level_ix,
  family_ix,
  system,
  code,
  family,
  level_rank,
  is_facility,
  valid_from,
  valid_to,
  bool_or(is_facility) OVER (PARTITION BY code_ix) AS has_facility,
  level_ix = max(level_ix) OVER (PARTITION BY code_ix, is_facility) AS is_last
FROM levels
ORDER BY level_ix;

CREATE OR REPLACE TABLE em_rows AS
SELECT
  assignments.encounter_ix,
  assignments.code_ix,
  bit_or(assignments.side) AS sides,
  max(em_codes.level_ix) AS level_ix
FROM assignments
JOIN em_codes ON em_codes.code_ix = assignments.code_ix
JOIN encounters ON encounters.encounter_ix = assignments.encounter_ix
WHERE assignments.side IN (1, 2)
  AND CASE encounters.claim_type
    WHEN 'facility' THEN em_codes.is_facility OR NOT em_codes.has_facility
    ELSE NOT em_codes.is_facility
  END
  AND CASE
    WHEN encounters.is_line_dated AND assignments.service_date IS NOT NULL
      THEN assignments.service_date BETWEEN em_codes.valid_from AND em_codes.valid_to
    WHEN encounters.judged_on IS NOT NULL
      THEN encounters.judged_on BETWEEN em_codes.valid_from AND em_codes.valid_to
    ELSE em_codes.is_last
  END
GROUP BY assignments.encounter_ix, assignments.code_ix;

CREATE OR REPLACE TABLE em_pairs AS
WITH sides AS (
  SELECT
    em_rows.encounter_ix,
    count_if(em_rows.sides & 1 = 1) AS references_given,
    count_if(em_rows.sides & 2 = 2) AS engines_given,
    max(em_rows.level_ix) FILTER (WHERE em_rows.sides & 1 = 1) AS reference_ix,
    max(em_rows.level_ix) FILTER (WHERE em_rows.sides & 2 = 2) AS engine_ix,
    bit_or(1::BIGINT << em_codes.family_ix) FILTER (WHERE em_rows.sides & 2 = 2) AS engine_families
  FROM em_rows
  JOIN em_codes ON em_codes.level_ix = em_rows.level_ix
  GROUP BY em_rows.encounter_ix
)
SELECT
  sides.encounter_ix,
  reference.is_facility,
  sides.engines_given = 1 AND sides.engine_ix = sides.reference_ix AS agrees,
  coalesce((sides.engine_families >> reference.family_ix) & 1 = 1, false) AS shares_family,
  CASE
    WHEN sides.engines_given = 1 AND engine.family_ix = reference.family_ix
      THEN engine.level_rank - reference.level_rank
  END AS step
FROM sides
JOIN em_codes AS reference ON reference.level_ix = sides.reference_ix
LEFT JOIN em_codes AS engine ON engine.level_ix = sides.engine_ix
WHERE sides.references_given = 1;

-- Question: which diagnosis does each side list first?
-- Grain: one row per encounter where the reference lists exactly one first diagnosis; a side's own first diagnosis
-- is null where it lists none or several. Systems asked only.
CREATE OR REPLACE TABLE principals AS
WITH first_listed AS (
  SELECT
    assignments.encounter_ix,
    assignments.side,
    CASE WHEN count(DISTINCT assignments.code_ix) = 1 THEN min(assignments.code_ix) END AS code_ix
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  JOIN codes ON codes.code_ix = assignments.code_ix
  WHERE assignments.sequence = 1
    AND codes.is_diagnosis
    AND coalesce(assignments.use, 'diagnosis') = 'diagnosis'
    AND assignments.side IN (1, 2, 3)
  GROUP BY assignments.encounter_ix, assignments.side
)
SELECT
  reference.encounter_ix,
  reference.code_ix AS reference_ix,
  engine.code_ix AS engine_ix,
  coalesce(engine.code_ix = reference.code_ix, false) AS engine_agrees,
  coalesce(second.code_ix = reference.code_ix, false) AS second_agrees
FROM first_listed AS reference
LEFT JOIN first_listed AS engine
  ON engine.encounter_ix = reference.encounter_ix AND engine.side = 2
LEFT JOIN first_listed AS second
  ON second.encounter_ix = reference.encounter_ix AND second.side = 3
WHERE reference.side = 1 AND reference.code_ix IS NOT NULL
ORDER BY reference.encounter_ix;

CREATE OR REPLACE TABLE sequencing AS
SELECT
  count(*) FILTER (WHERE assignments.side = 2 AND assignments.sequence IS NOT NULL) > 0 AS engine_sequences,
  count(*) FILTER (WHERE assignments.side = 3 AND assignments.sequence IS NOT NULL) > 0 AS second_sequences
FROM assignments;

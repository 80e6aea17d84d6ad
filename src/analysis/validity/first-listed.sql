-- Question: may the diagnosis that the engine lists first stand there?
-- Grain: first_listed one row per encounter of which the engine lists one diagnosis first; into measures one row of
-- each that the flags can judge: without them only an external cause would be told, and nothing else. reason null: acceptable, as far as the loaded tables tell (is_edited: the Code Editor's flags are loaded and
-- the day is known).
-- Source: METRICS.md, sequence.unacceptable_first; the Medicare Code Editor's flags. `unacceptable` holds for inpatient
-- stays alone, and not for codes flagged `reqsdx`, which a secondary diagnosis makes acceptable.
CREATE OR REPLACE TABLE first_listed AS
WITH firsts AS (
  SELECT assignments.encounter_ix, min(assignments.code_ix) AS code_ix
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  JOIN codes ON codes.code_ix = assignments.code_ix
  WHERE assignments.side = 2
    AND assignments.sequence = 1
    AND codes.is_diagnosis
    AND coalesce(assignments.use, 'diagnosis') = 'diagnosis'
  GROUP BY assignments.encounter_ix
  HAVING min(assignments.code_ix) = max(assignments.code_ix)
),
placed AS (
  SELECT
    firsts.encounter_ix,
    firsts.code_ix,
    encounters.judged_on,
    encounters.setting = 'inpatient' AND encounters.claim_type IS DISTINCT FROM 'professional' AS is_stay
  FROM firsts
  JOIN encounters ON encounters.encounter_ix = firsts.encounter_ix
),
flags AS (
  SELECT codes.code_ix, library_editor_flags.flag, library_editor_flags.valid_from, library_editor_flags.valid_to
  FROM library_editor_flags
  JOIN codes ON codes.code = library_editor_flags.code AND codes.system = 'ICD-10-CM'
  WHERE library_editor_flags.flag IN ('manifestation', 'ecodepdx', 'unacceptable', 'reqsdx')
),
flagged AS (
  SELECT
    placed.encounter_ix,
    bool_or(flags.flag = 'manifestation') AS is_manifestation,
    bool_or(flags.flag = 'ecodepdx') AS is_external_cause,
    bool_or(flags.flag = 'unacceptable') AND NOT bool_or(flags.flag = 'reqsdx') AS is_unacceptable
  FROM placed
  JOIN flags
    ON flags.code_ix = placed.code_ix
    AND placed.judged_on BETWEEN flags.valid_from AND flags.valid_to
  GROUP BY placed.encounter_ix
),
editor AS (
  SELECT
    (SELECT count(*) FROM library_editor_flags) + (SELECT count(*) FROM library_sources WHERE kind = 'code-editor') > 0
      AS is_loaded
)
SELECT
  placed.encounter_ix,
  placed.code_ix,
  editor.is_loaded AND placed.judged_on IS NOT NULL AND codes.system = 'ICD-10-CM' AS is_edited,
  CASE
    WHEN code_facts.is_external_cause OR flagged.is_external_cause THEN 'external cause'
    WHEN flagged.is_manifestation THEN 'manifestation'
    WHEN placed.is_stay AND flagged.is_unacceptable THEN 'unacceptable'
  END AS reason
FROM placed
JOIN codes ON codes.code_ix = placed.code_ix
JOIN code_facts ON code_facts.code_ix = placed.code_ix
CROSS JOIN editor
LEFT JOIN flagged ON flagged.encounter_ix = placed.encounter_ix;

INSERT INTO measures
SELECT
  encounter_ix,
  NULL::INTEGER AS system_ix,
  'sequence.unacceptable_first'::measure_name AS metric,
  (reason IS NOT NULL)::BIGINT AS y,
  1 AS x
FROM first_listed
WHERE is_edited;

-- Question: who assigned which code to which encounter?
-- Grain: one row per written code row of an encounter in scope that is not open. side: 1 reference, 2 engine,
-- 3 second coder, 4 held (codes of an answer that was not 'coded': kept apart). Of several second coders the first
-- by id counts, also one who found nothing to code.
-- Source: DATA.md: admitting diagnoses and reasons for a visit are never compared; a source left blank is a coder's.
CREATE OR REPLACE TABLE second_coders AS
SELECT encounter_id, min(coder_id) AS coder_id
FROM (
  SELECT encounter_id, coder_id FROM source_codes WHERE role = 'second'
  UNION
  SELECT encounter_id, coder_id FROM source_codings WHERE role = 'second'
) AS second_codings
GROUP BY encounter_id
ORDER BY encounter_id;

CREATE OR REPLACE TABLE assignments AS
WITH reference_rows AS (
  SELECT encounter_id, 1 AS side, system, code, sequence, use, poa, modifiers, units, line, service_date, version,
    NULL::DOUBLE AS confidence
  FROM source_codes
  WHERE role = $role AND ($sources = '' OR contains($sources, '|' || coalesce(source, 'coder') || '|'))
),
second_rows AS (
  SELECT source_codes.encounter_id, 3 AS side, source_codes.system, source_codes.code, source_codes.sequence, source_codes.use,
    source_codes.poa, source_codes.modifiers, source_codes.units, source_codes.line, source_codes.service_date, source_codes.version,
    NULL::DOUBLE AS confidence
  FROM source_codes
  JOIN second_coders
    ON second_coders.encounter_id = source_codes.encounter_id
    AND second_coders.coder_id = source_codes.coder_id
  WHERE source_codes.role = 'second'
    AND ($sources = '' OR contains($sources, '|' || coalesce(source_codes.source, 'coder') || '|'))
),
engine_rows AS (
  SELECT
    source_engine_codes.encounter_id,
    CASE WHEN responses.status = 'coded' THEN 2 ELSE 4 END AS side,
    source_engine_codes.system,
    source_engine_codes.code,
    source_engine_codes.sequence,
    source_engine_codes.use,
    source_engine_codes.poa,
    source_engine_codes.modifiers,
    source_engine_codes.units,
    NULL AS line,
    source_engine_codes.service_date,
    source_engine_codes.version,
    source_engine_codes.confidence
  FROM source_engine_codes
  JOIN encounters ON encounters.encounter_id = source_engine_codes.encounter_id
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
),
written AS (
  SELECT encounter_id, side, system, code, sequence, use, poa, modifiers, units, line, service_date, version, confidence FROM reference_rows
  UNION ALL
  SELECT encounter_id, side, system, code, sequence, use, poa, modifiers, units, line, service_date, version, confidence FROM second_rows
  UNION ALL
  SELECT encounter_id, side, system, code, sequence, use, poa, modifiers, units, line, service_date, version, confidence FROM engine_rows
)
SELECT
  encounters.encounter_ix,
  written_codes.code_ix,
  written.side::TINYINT AS side,
  written.sequence,
  written.use,
  written.poa,
  written.modifiers,
  written.units,
  written.line,
  try_cast(written.service_date AS DATE) AS service_date,
  written.version,
  written.confidence
FROM written
JOIN encounters ON encounters.encounter_id = written.encounter_id
JOIN written_codes
  ON written_codes.written_system = written.system
  AND written_codes.written_code = written.code
ANTI JOIN (SELECT encounter_ix FROM responses WHERE status = 'open') AS unanswered
  ON unanswered.encounter_ix = encounters.encounter_ix
WHERE coalesce(written.use, '') NOT IN ('admitting', 'reason_for_visit');

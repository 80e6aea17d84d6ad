-- Question: what did a live engine answer?
-- Grain: source_engine_responses one row per final response, source_engine_codes one per answered code,
-- source_evidence one per answered code and document that it points into.
-- Source: a copy of the journal's lines that hold, in their order. One line a row: U+0001 stands in no JSON text.
CREATE OR REPLACE TABLE journal_entries AS
WITH lines AS (
  SELECT line
  FROM read_csv(
    $file, auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', nullstr = '',
    columns = {'line': 'VARCHAR'}, max_line_size = 16777216, strict_mode = false
  )
)
SELECT from_json(
  line,
  '{"encounter_id":"VARCHAR","status":"VARCHAR","reason":"VARCHAR","error":"VARCHAR","confidence":"DOUBLE",
    "latency_ms":"DOUBLE","attempts":"BIGINT","engine_version":"VARCHAR",
    "codes":[{"system":"VARCHAR","code":"VARCHAR","sequence":"BIGINT","use":"VARCHAR","poa":"VARCHAR",
      "modifiers":["VARCHAR"],"units":"DOUBLE","service_date":"VARCHAR","confidence":"DOUBLE","version":"VARCHAR",
      "evidence":[{"key":"VARCHAR","end":"BIGINT"}]}]}'
) AS entry
FROM lines;

CREATE OR REPLACE TABLE source_engine_responses AS
SELECT
  row_number() OVER (ORDER BY entry.encounter_id) AS row,
  entry.encounter_id AS encounter_id,
  entry.status AS status,
  entry.reason AS reason,
  entry.confidence AS confidence,
  entry.latency_ms AS latency_ms,
  entry.error AS error,
  entry.engine_version AS version,
  entry.attempts AS attempts
FROM journal_entries
ORDER BY row;

CREATE OR REPLACE TABLE source_engine_codes AS
WITH codes AS (
  SELECT entry.encounter_id AS encounter_id, unnest(entry.codes) AS code FROM journal_entries
)
SELECT
  row_number() OVER () AS row,
  encounter_id,
  code.system AS system,
  code.code AS code,
  code.sequence AS sequence,
  code.use AS use,
  nullif(code.poa, '') AS poa,
  nullif(array_to_string(code.modifiers, ' '), '') AS modifiers,
  code.units AS units,
  code.service_date AS service_date,
  code.confidence AS confidence,
  code.version AS version
FROM codes;

CREATE OR REPLACE TABLE source_evidence AS
WITH codes AS (
  SELECT entry.encounter_id AS encounter_id, unnest(entry.codes) AS code FROM journal_entries
),
places AS (
  SELECT encounter_id, code.system AS system, code.code AS code, unnest(code.evidence) AS place FROM codes
)
SELECT encounter_id, system, code, place.key AS document_key, place."end" AS last_end
FROM places;

DROP TABLE journal_entries;

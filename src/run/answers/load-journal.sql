-- Question: what did a live engine answer?
-- Grain: source_asked one row per line of the journal; of the first repeat, source_engine_responses one row per
-- encounter, source_engine_codes one per answered code, source_evidence one per answered code and document that it
-- points into; source_repeat_responses and source_repeat_codes the same of every repeat where there are several.
-- The highest round of an encounter and repeat counts.
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
  '{"encounter_id":"VARCHAR","repeat":"INTEGER","round":"INTEGER","status":"VARCHAR","reason":"VARCHAR",
    "error":"VARCHAR","confidence":"DOUBLE","engine_version":"VARCHAR","mode":"VARCHAR","cached":"BOOLEAN",
    "attempts":"BIGINT","timeouts":"BIGINT","latency_ms":"DOUBLE","turnaround_ms":"DOUBLE","late_ms":"DOUBLE",
    "intended_at":"VARCHAR","finished_at":"VARCHAR",
    "usage":{"input_tokens":"BIGINT","output_tokens":"BIGINT","price":"DOUBLE","currency":"VARCHAR"},
    "codes":[{"system":"VARCHAR","code":"VARCHAR","sequence":"BIGINT","use":"VARCHAR","poa":"VARCHAR",
      "modifiers":["VARCHAR"],"units":"DOUBLE","service_date":"VARCHAR","confidence":"DOUBLE","version":"VARCHAR",
      "evidence":[{"key":"VARCHAR","end":"BIGINT"}]}]}'
) AS entry
FROM lines;

CREATE OR REPLACE TABLE source_asked AS
SELECT
  entry.encounter_id AS encounter_id,
  entry.repeat AS repeat,
  entry.round AS round,
  entry.status AS status,
  entry.error AS error,
  entry.mode AS mode,
  entry.cached AS cached,
  entry.attempts AS attempts,
  entry.timeouts AS timeouts,
  entry.latency_ms AS latency_ms,
  entry.turnaround_ms AS turnaround_ms,
  entry.late_ms AS late_ms,
  entry.intended_at::TIMESTAMPTZ AS intended_at,
  entry.finished_at::TIMESTAMPTZ AS finished_at,
  entry.usage.input_tokens AS input_tokens,
  entry.usage.output_tokens AS output_tokens,
  entry.usage.price AS price,
  entry.usage.currency AS currency
FROM journal_entries;

CREATE OR REPLACE TABLE journal_answers AS
SELECT entry
FROM journal_entries
QUALIFY row_number() OVER (PARTITION BY entry.encounter_id, entry.repeat ORDER BY entry.round DESC) = 1;

CREATE OR REPLACE TABLE source_repeat_responses AS
SELECT
  entry.encounter_id AS encounter_id,
  entry.repeat AS repeat,
  entry.status AS status,
  entry.engine_version AS version
FROM journal_answers
WHERE (SELECT max(entry.repeat) FROM journal_answers) > 1;

CREATE OR REPLACE TABLE source_repeat_codes AS
WITH codes AS (
  SELECT entry.encounter_id AS encounter_id, entry.repeat AS repeat, unnest(entry.codes) AS code
  FROM journal_answers
  WHERE (SELECT max(entry.repeat) FROM journal_answers) > 1 AND entry.status = 'coded'
)
SELECT encounter_id, repeat, code.system AS system, code.code AS code, code.use AS use
FROM codes;

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
FROM journal_answers
WHERE entry.repeat = 1
ORDER BY row;

CREATE OR REPLACE TABLE source_engine_codes AS
WITH codes AS (
  SELECT entry.encounter_id AS encounter_id, unnest(entry.codes) AS code FROM journal_answers WHERE entry.repeat = 1
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
  SELECT entry.encounter_id AS encounter_id, unnest(entry.codes) AS code FROM journal_answers WHERE entry.repeat = 1
),
places AS (
  SELECT encounter_id, code.system AS system, code.code AS code, unnest(code.evidence) AS place FROM codes
)
SELECT encounter_id, system, code, place.key AS document_key, place."end" AS last_end
FROM places;

DROP TABLE journal_answers;
DROP TABLE journal_entries;

-- Question: what does a run look like in which nothing is planted?
-- Grain: the source_* tables of $encounters encounters, drawn anew for each $seed.
-- Source: METRICS.md, Error classes: engine and coder errors from one process, exchangeable per code, added codes drawn
-- independently of missed ones. A code that a side holds is a false one with the same probability for every code: a
-- code of prevalence p is added, where it is not true, with probability .05·p/(1 − p).
CREATE OR REPLACE MACRO draw(salt, a, b) AS (hash(salt, a, b, $seed) % 1000000007)::DOUBLE / nullif(1000000007, 0);

CREATE OR REPLACE TABLE null_encounters AS
SELECT i, (draw('patient', i, 0) * $encounters * 0.6)::INTEGER AS patient
FROM range($encounters::BIGINT) AS t(i);

CREATE OR REPLACE TABLE null_codes AS
WITH diagnoses AS (
  SELECT
    'ICD-10-CM' AS system,
    substr('ABCDEGHIJKLMN', 1 + (k % 13)::INTEGER, 1) || lpad((10 + k % 37)::VARCHAR, 2, '0') || '.' || (1 + k % 8) AS code,
    0.14 / nullif(1 + k / nullif(6.0, 0), 0) AS prevalence
  FROM range(90) AS t(k)
),
procedures AS (
  SELECT 'CPT' AS system, (70010 + 37 * k)::VARCHAR AS code, 0.2 / nullif(1 + k / nullif(4.0, 0), 0) AS prevalence
  FROM range(20) AS t(k)
)
SELECT system, code, max(prevalence) AS prevalence FROM diagnoses GROUP BY system, code
UNION ALL
SELECT system, code, prevalence FROM procedures;

CREATE OR REPLACE TABLE null_held AS
WITH cells AS (
  SELECT null_encounters.i, null_codes.system, null_codes.code, null_codes.prevalence,
    draw('true', null_encounters.i, null_codes.code) < null_codes.prevalence AS is_true
  FROM null_encounters, null_codes
),
sides AS (
  SELECT cells.i, cells.system, cells.code, cells.prevalence, cells.is_true, side
  FROM cells, (VALUES ('coder'), ('engine')) AS s(side)
)
SELECT
  i,
  system,
  code,
  side,
  CASE WHEN draw('poa ' || side, i, code) < 0.08 THEN 'N' ELSE 'Y' END AS poa,
  CASE WHEN draw('modifier ' || side, i, code) < 0.08 THEN '59' END AS modifiers,
  CASE WHEN draw('units ' || side, i, code) < 0.08 THEN 2.0 ELSE 1.0 END AS units
FROM sides
WHERE CASE
  WHEN is_true THEN draw('missed ' || side, i, code) >= 0.08
  ELSE draw('added ' || side, i, code) < 0.05 * prevalence / nullif(1 - prevalence, 0)
END;

CREATE OR REPLACE TABLE null_ranked AS
SELECT i, system, code, side, poa, modifiers, units,
  CASE WHEN system = 'ICD-10-CM' THEN
    row_number() OVER (PARTITION BY i, side, system ORDER BY draw('first', i, code))
  END AS sequence
FROM null_held;

INSERT INTO source_encounters BY NAME
SELECT
  i + 1 AS row,
  'E' || lpad(i::VARCHAR, 6, '0') AS encounter_id,
  'P' || patient AS patient_id,
  'facility' AS claim_type,
  CASE WHEN draw('setting', i, 0) < 0.4 THEN 'inpatient' ELSE 'outpatient' END AS setting,
  'payer ' || floor(draw('payer', i, 0) * 4)::INTEGER AS payer,
  'specialty ' || floor(draw('specialty', i, 0) * 6)::INTEGER AS specialty,
  strftime(DATE '2025-01-06' + floor(draw('day', i, 0) * 180)::INTEGER, '%Y-%m-%d') AS service_start,
  strftime(DATE '2025-01-08' + floor(draw('day', i, 0) * 180)::INTEGER, '%Y-%m-%d') AS service_end
FROM null_encounters;

INSERT INTO source_codes BY NAME
SELECT
  row_number() OVER (ORDER BY i, system, code) AS row,
  'E' || lpad(i::VARCHAR, 6, '0') AS encounter_id,
  'coder' AS coder_id,
  'final' AS role,
  system,
  code,
  sequence,
  CASE WHEN system = 'ICD-10-CM' THEN poa END AS poa,
  CASE WHEN system = 'CPT' THEN modifiers END AS modifiers,
  CASE WHEN system = 'CPT' THEN units END AS units
FROM null_ranked
WHERE side = 'coder';

INSERT INTO source_engine_codes BY NAME
SELECT
  row_number() OVER (ORDER BY i, system, code) AS row,
  'E' || lpad(i::VARCHAR, 6, '0') AS encounter_id,
  system,
  code,
  sequence,
  CASE WHEN system = 'ICD-10-CM' THEN poa END AS poa,
  CASE WHEN system = 'CPT' THEN modifiers END AS modifiers,
  CASE WHEN system = 'CPT' THEN units END AS units
FROM null_ranked
WHERE side = 'engine';

INSERT INTO source_engine_responses BY NAME
SELECT i + 1 AS row, 'E' || lpad(i::VARCHAR, 6, '0') AS encounter_id, 'coded' AS status FROM null_encounters;

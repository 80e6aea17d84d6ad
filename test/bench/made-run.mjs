/** Runs of any size, made in DuckDB, and what an analysis of them is held against. */
export const codesASide = 8;

/**
 * Eight codes a side over 10,000 ICD-10-CM-like and 300 CPT-like codes, a few of them common and most rare, three
 * in four of them shared; patients have one to two encounters.
 */
export function tablesSql(encounters) {
  return `
CREATE TABLE source_encounters AS
SELECT i + 1 AS row, 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id, NULL::VARCHAR AS visit_id,
  'P' || lpad((i * 7919 % (${encounters} * 2 // 3))::VARCHAR, 9, '0') AS patient_id,
  CASE WHEN i % 3 = 0 THEN 'facility' ELSE 'professional' END AS claim_type,
  ['inpatient', 'observation', 'emergency', 'outpatient'][1 + i % 4] AS setting,
  'payer ' || (i % 5) AS payer, 'specialty ' || (i % 12) AS specialty,
  'provider ' || (i % 400) AS provider_id, NULL::VARCHAR AS code_release,
  strftime(DATE '2025-01-01' + (i % 360)::INTEGER, '%Y-%m-%d') AS service_start,
  strftime(DATE '2025-01-03' + (i % 360)::INTEGER, '%Y-%m-%d') AS service_end
FROM range(${encounters}) AS t(i);

CREATE TABLE drawn AS
SELECT i, k, hash(i * 31 + k) AS a, hash(i * 17 + k + 1000003) AS b
FROM range(${encounters}) AS t(i), range(${codesASide}) AS u(k);

CREATE MACRO skewed(h, n) AS floor(n * pow((h % 1000003) / 1000003.0, 3))::BIGINT;

CREATE MACRO icd_code(x) AS
  chr((65 + x // 500)::INTEGER) || lpad((x // 5 % 100)::VARCHAR, 2, '0') || '.' || (x % 5);

CREATE MACRO make_code(h, k) AS
  CASE WHEN k < 6 THEN icd_code(skewed(h, 10000)) ELSE (99200 + skewed(h, 300))::VARCHAR END;

CREATE TABLE source_codes AS
SELECT 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id, 'coder' AS coder_id, 'final' AS role,
  CASE WHEN k < 6 THEN 'ICD-10-CM' ELSE 'CPT' END AS system, make_code(a, k) AS code,
  (CASE WHEN k < 6 THEN k + 1 END)::INTEGER AS sequence, NULL::VARCHAR AS use,
  NULL::VARCHAR AS poa, NULL::VARCHAR AS modifiers, NULL::DOUBLE AS units, NULL::VARCHAR AS line, NULL::VARCHAR AS service_date,
  NULL::VARCHAR AS source, NULL::VARCHAR AS version
FROM drawn;

CREATE TABLE source_engine_codes AS
SELECT 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id,
  CASE WHEN k < 6 THEN 'ICD-10-CM' ELSE 'CPT' END AS system,
  make_code(CASE WHEN b % 4 = 0 THEN b ELSE a END, k) AS code,
  (CASE WHEN k < 6 THEN k + 1 END)::INTEGER AS sequence, NULL::VARCHAR AS use,
  NULL::VARCHAR AS poa, NULL::VARCHAR AS modifiers, NULL::DOUBLE AS units, NULL::VARCHAR AS service_date,
  NULL::DOUBLE AS confidence, NULL::VARCHAR AS version
FROM drawn;

CREATE TABLE source_engine_responses AS
SELECT 'E' || lpad(i::VARCHAR, 9, '0') AS encounter_id,
  CASE WHEN i % 50 = 0 THEN 'abstained' WHEN i % 200 = 1 THEN 'failed' ELSE 'coded' END AS status,
  NULL::VARCHAR AS reason, NULL::VARCHAR AS error, '1' AS version, 12.5 AS latency_ms, NULL::DOUBLE AS confidence
FROM range(${encounters}) AS t(i);

CREATE TABLE source_codings (encounter_id VARCHAR, coder_id VARCHAR, role VARCHAR, assisted VARCHAR);
DROP TABLE drawn;`;
}

export const yardstick = `
CREATE OR REPLACE TABLE yardstick AS
SELECT coder.encounter_id AS coder_id, engine.encounter_id AS engine_id
FROM (SELECT encounter_id, system, code FROM source_codes) AS coder
FULL OUTER JOIN (SELECT encounter_id, system, code FROM source_engine_codes) AS engine
  ON coder.encounter_id = engine.encounter_id AND coder.system = engine.system AND coder.code = engine.code`;

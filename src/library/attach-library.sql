-- Question: what does the library say of the codes that this run speaks of?
-- Grain: every library_… table of the run's store, of an attached library. Codes are kept that the run's tables
-- write, in any spelling, and all that a written code begins with: its headers. What no code leads to is kept whole.
CREATE OR REPLACE TEMP TABLE wanted_codes AS
WITH written AS (
  SELECT DISTINCT code FROM source_codes
  UNION
  SELECT DISTINCT code FROM source_engine_codes
),
plain AS (
  SELECT DISTINCT replace(upper(trim(code)), '.', '') AS code FROM written
)
SELECT DISTINCT left(plain.code, lengths.length) AS code
FROM plain
CROSS JOIN (SELECT unnest(range(2, 8)) AS length) AS lengths;

CREATE OR REPLACE TEMP MACRO is_wanted(written_code) AS replace(written_code, '.', '') IN (SELECT code FROM wanted_codes);

INSERT INTO library_sources BY NAME
SELECT source_id, kind, system, name, sha256, valid_from, valid_to, rows
FROM library_file.library_sources
ORDER BY source_id;

INSERT INTO library_codes BY NAME
SELECT system, code, title, is_billable
FROM library_file.library_codes
WHERE system = 'MS-DRG' OR is_wanted(code)
ORDER BY system, code;

INSERT INTO library_validity BY NAME
SELECT system, code, valid_from, valid_to, state
FROM library_file.library_validity
WHERE is_wanted(code)
ORDER BY system, code, valid_from;

INSERT INTO library_headers BY NAME
SELECT system, code, valid_from, valid_to
FROM library_file.library_headers
WHERE is_wanted(code)
ORDER BY system, code, valid_from;

INSERT INTO library_coverage BY NAME
SELECT system, valid_from, valid_to FROM library_file.library_coverage ORDER BY system, valid_from;

INSERT INTO library_poa_exempt BY NAME
SELECT code, valid_from, valid_to
FROM library_file.library_poa_exempt
WHERE is_wanted(code)
ORDER BY code, valid_from;

INSERT INTO library_poa_coverage BY NAME
SELECT valid_from, valid_to FROM library_file.library_poa_coverage ORDER BY valid_from;

INSERT INTO library_severity BY NAME
SELECT code, severity, valid_from, valid_to
FROM library_file.library_severity
WHERE is_wanted(code)
ORDER BY code, valid_from;

INSERT INTO library_editor_flags BY NAME
SELECT code, flag, valid_from, valid_to
FROM library_file.library_editor_flags
WHERE is_wanted(code)
ORDER BY code, flag, valid_from;

INSERT INTO library_hcc BY NAME
SELECT code, model, hcc, valid_from, valid_to
FROM library_file.library_hcc
WHERE is_wanted(code)
ORDER BY code, model, hcc, valid_from;

INSERT INTO library_hcc_coverage BY NAME
SELECT model, valid_from, valid_to FROM library_file.library_hcc_coverage ORDER BY model, valid_from;

INSERT INTO library_ccsr BY NAME
SELECT code, category FROM library_file.library_ccsr WHERE is_wanted(code) ORDER BY code, category;

INSERT INTO library_ccsr_categories BY NAME
SELECT category, title FROM library_file.library_ccsr_categories ORDER BY category;

INSERT INTO library_drgs BY NAME
SELECT version, drg, title, valid_from, valid_to FROM library_file.library_drgs ORDER BY version, drg;

INSERT INTO library_drg_weights BY NAME
SELECT version, drg, weight FROM library_file.library_drg_weights ORDER BY version, drg;

INSERT INTO library_base_rate BY NAME
SELECT amount FROM library_file.library_base_rate ORDER BY amount;

INSERT INTO library_fees BY NAME
SELECT system, code, modifier, amount, work_rvu, valid_from, valid_to
FROM library_file.library_fees
WHERE is_wanted(code)
ORDER BY system, code, modifier NULLS FIRST, valid_from;

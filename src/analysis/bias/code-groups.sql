-- Question: which groups does the per-code table compare? Each code is its own.
-- Grain: bias_groups one row per code of the systems asked, bias_members the code in its group.
CREATE OR REPLACE TABLE bias_groups AS
SELECT
  codes.code_ix AS group_ix,
  'code' AS level,
  asked_codes.system_ix,
  codes.system,
  codes.code,
  NULL::VARCHAR AS title,
  $encounters::BIGINT AS encounters
FROM codes
JOIN asked_codes ON asked_codes.code_ix = codes.code_ix;

CREATE OR REPLACE TABLE bias_members AS
SELECT 'code' AS level, code_ix, code_ix AS group_ix, NULL::DATE AS valid_from, NULL::DATE AS valid_to
FROM asked_codes;

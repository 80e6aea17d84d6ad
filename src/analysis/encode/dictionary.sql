-- Question: which dense number does each code have?
-- Grain: one row per code in canonical form; code_ix follows (system, code) in text order.
CREATE OR REPLACE TABLE codes AS
SELECT
  (row_number() OVER (ORDER BY system, code) - 1)::INTEGER AS code_ix,
  system,
  code,
  is_diagnosis
FROM (SELECT DISTINCT system, code, is_diagnosis FROM code_map)
ORDER BY code_ix;

CREATE OR REPLACE TABLE asked_codes AS
SELECT codes.code_ix, asked_systems.system_ix, asked_systems.in_all
FROM codes
JOIN asked_systems ON asked_systems.system = codes.system
ORDER BY codes.code_ix;

-- Every system that a code counts in: its own and, DRGs aside, all systems together (−1).
CREATE OR REPLACE TABLE code_systems AS
SELECT code_ix, system_ix FROM asked_codes
UNION ALL
SELECT code_ix, -1 AS system_ix FROM asked_codes WHERE in_all;

CREATE OR REPLACE TABLE written_codes AS
SELECT code_map.written_system, code_map.written_code, codes.code_ix
FROM code_map
JOIN codes ON codes.system = code_map.system AND codes.code = code_map.code
ORDER BY codes.code_ix, code_map.written_system, code_map.written_code;

-- Question: which number has each code of the repeats, and in which of the systems asked does it count?
-- Grain: repeat_codes one row per code in canonical form: the run's own codes under their own number, codes of
-- repeats alone behind them, so that no other question sees these. repeat_written one row per written code asked for.
CREATE OR REPLACE TABLE repeat_codes AS
WITH every_code AS (
  SELECT code_ix, system, code FROM codes
  UNION ALL
  SELECT
    ((SELECT count(*) FROM codes) + row_number() OVER (ORDER BY added.system, added.code) - 1)::INTEGER AS code_ix,
    added.system,
    added.code
  FROM (SELECT DISTINCT system, code FROM repeat_code_map) AS added
  ANTI JOIN codes ON codes.system = added.system AND codes.code = added.code
)
SELECT every_code.code_ix, every_code.system, every_code.code, asked_systems.system_ix, asked_systems.in_all
FROM every_code
JOIN asked_systems ON asked_systems.system = every_code.system
ORDER BY every_code.code_ix;

CREATE OR REPLACE TABLE repeat_written AS
WITH written AS (
  SELECT written_system, written_code, system, code FROM code_map
  UNION ALL
  SELECT written_system, written_code, system, code FROM repeat_code_map
)
SELECT written.written_system, written.written_code, repeat_codes.code_ix
FROM written
JOIN repeat_codes ON repeat_codes.system = written.system AND repeat_codes.code = written.code
ORDER BY repeat_codes.code_ix, written.written_system, written.written_code;

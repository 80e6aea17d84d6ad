-- Question: which codes did one run find, or add, that the other did not?
-- Grain: compare_codes one row per code of the systems compared in either run, with both runs' numbers (null where a run
-- never saw it). compare_changes one row per encounter and code in which the runs differ; change: 1 lost, 2 gained (the
-- reference holds it and a, b alone found it), 3 added, 4 dropped (the reference lacks it and b, a alone gave it).
-- Source: sides as in matches: 1 reference, 2 engine, 3 both. DRGs of other grouper versions are compared in neither.
CREATE OR REPLACE TEMP TABLE compare_codes AS
WITH older AS (
  SELECT compare_systems.system_ix, old_codes.code, old_codes.code_ix
  FROM old_codes
  JOIN old_asked_codes ON old_asked_codes.code_ix = old_codes.code_ix
  JOIN compare_systems ON compare_systems.system_ix = old_asked_codes.system_ix
),
newer AS (
  SELECT compare_systems.system_ix, new_codes.code, new_codes.code_ix
  FROM new_codes
  JOIN new_asked_codes ON new_asked_codes.code_ix = new_codes.code_ix
  JOIN compare_systems ON compare_systems.new_ix = new_asked_codes.system_ix
)
SELECT
  (row_number() OVER (ORDER BY coalesce(older.system_ix, newer.system_ix), coalesce(older.code, newer.code)) - 1)::INTEGER AS key_ix,
  coalesce(older.system_ix, newer.system_ix) AS system_ix,
  coalesce(older.code, newer.code) AS code,
  older.code_ix AS old_ix,
  newer.code_ix AS new_ix
FROM older
FULL JOIN newer ON newer.system_ix = older.system_ix AND newer.code = older.code;

CREATE OR REPLACE TEMP TABLE compare_changes AS
WITH older AS (
  SELECT old_matches.encounter_ix, compare_codes.key_ix, old_matches.side
  FROM old_matches
  JOIN compare_codes ON compare_codes.old_ix = old_matches.code_ix
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_matches.encounter_ix
),
newer AS (
  SELECT compare_encounters.encounter_ix, compare_codes.key_ix, new_matches.side
  FROM new_matches
  JOIN compare_codes ON compare_codes.new_ix = new_matches.code_ix
  JOIN compare_encounters ON compare_encounters.new_ix = new_matches.encounter_ix
),
changes AS (
  SELECT
    coalesce(older.encounter_ix, newer.encounter_ix) AS encounter_ix,
    coalesce(older.key_ix, newer.key_ix) AS key_ix,
    CASE
      WHEN older.side = 3 AND newer.side = 1 THEN 1
      WHEN older.side = 1 AND newer.side = 3 THEN 2
      WHEN older.side IS NULL AND newer.side = 2 THEN 3
      WHEN older.side = 2 AND newer.side IS NULL THEN 4
    END AS change
  FROM older
  FULL JOIN newer ON newer.encounter_ix = older.encounter_ix AND newer.key_ix = older.key_ix
  WHERE older.side IS DISTINCT FROM newer.side
)
SELECT encounter_ix, key_ix, change::TINYINT AS change
FROM changes
WHERE change IS NOT NULL;

-- Question: how often was each code lost, gained, added and dropped, and how often did each run find or add it?
-- Grain: one row per code that any encounter changed, all in encounters.
WITH older AS (
  SELECT
    compare_codes.key_ix,
    count_if(old_matches.side <> 2)::INTEGER AS in_reference,
    count_if(old_matches.side = 3)::INTEGER AS found,
    count_if(old_matches.side = 2)::INTEGER AS extra
  FROM old_matches
  JOIN compare_codes ON compare_codes.old_ix = old_matches.code_ix
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_matches.encounter_ix
  GROUP BY compare_codes.key_ix
),
newer AS (
  SELECT
    compare_codes.key_ix,
    count_if(new_matches.side <> 2)::INTEGER AS in_reference,
    count_if(new_matches.side = 3)::INTEGER AS found,
    count_if(new_matches.side = 2)::INTEGER AS extra
  FROM new_matches
  JOIN compare_codes ON compare_codes.new_ix = new_matches.code_ix
  SEMI JOIN compare_encounters ON compare_encounters.new_ix = new_matches.encounter_ix
  GROUP BY compare_codes.key_ix
),
changes AS (
  SELECT
    key_ix,
    count_if(change = 1)::INTEGER AS lost,
    count_if(change = 2)::INTEGER AS gained,
    count_if(change = 3)::INTEGER AS added,
    count_if(change = 4)::INTEGER AS dropped
  FROM compare_changes
  GROUP BY key_ix
)
SELECT
  changes.key_ix,
  compare_systems.system,
  compare_codes.code,
  greatest(coalesce(older.in_reference, 0), coalesce(newer.in_reference, 0)) AS in_reference,
  coalesce(older.found, 0) AS found_a,
  coalesce(newer.found, 0) AS found_b,
  changes.lost,
  changes.gained,
  coalesce(older.extra, 0) AS extra_a,
  coalesce(newer.extra, 0) AS extra_b,
  changes.added,
  changes.dropped
FROM changes
JOIN compare_codes ON compare_codes.key_ix = changes.key_ix
JOIN compare_systems ON compare_systems.system_ix = compare_codes.system_ix
LEFT JOIN older ON older.key_ix = changes.key_ix
LEFT JOIN newer ON newer.key_ix = changes.key_ix
ORDER BY changes.key_ix;

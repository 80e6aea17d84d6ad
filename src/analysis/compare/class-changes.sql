-- Question: which unmatched assignments were mended, which are new and which are still there, class by class?
-- Grain: one row per code system, class before (null: matched or absent in a) and class after (null: in b).
-- Source: METRICS.md, Error classes: a pair counts two assignments, one of each side.
WITH older_pairs AS (
  SELECT old_errors.encounter_ix, old_errors.missed_ix, old_errors.added_ix, enum_code(old_errors.class) AS class_code
  FROM old_errors
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_errors.encounter_ix
),
newer_pairs AS (
  SELECT
    compare_encounters.encounter_ix,
    new_errors.missed_ix,
    new_errors.added_ix,
    enum_code(new_errors.class) AS class_code
  FROM new_errors
  JOIN compare_encounters ON compare_encounters.new_ix = new_errors.encounter_ix
),
older_sides AS (
  SELECT encounter_ix, 1 AS side, missed_ix AS code_ix, class_code FROM older_pairs WHERE missed_ix IS NOT NULL
  UNION ALL
  SELECT encounter_ix, 2 AS side, added_ix AS code_ix, class_code FROM older_pairs WHERE added_ix IS NOT NULL
),
newer_sides AS (
  SELECT encounter_ix, 1 AS side, missed_ix AS code_ix, class_code FROM newer_pairs WHERE missed_ix IS NOT NULL
  UNION ALL
  SELECT encounter_ix, 2 AS side, added_ix AS code_ix, class_code FROM newer_pairs WHERE added_ix IS NOT NULL
),
older AS (
  SELECT older_sides.encounter_ix, older_sides.side, compare_codes.key_ix, compare_codes.system_ix, older_sides.class_code
  FROM older_sides
  JOIN compare_codes ON compare_codes.old_ix = older_sides.code_ix
),
newer AS (
  SELECT newer_sides.encounter_ix, newer_sides.side, compare_codes.key_ix, compare_codes.system_ix, newer_sides.class_code
  FROM newer_sides
  JOIN compare_codes ON compare_codes.new_ix = newer_sides.code_ix
),
counted AS (
  SELECT
    coalesce(older.system_ix, newer.system_ix) AS system_ix,
    older.class_code AS old_code,
    newer.class_code AS new_code,
    count(*)::INTEGER AS assignments
  FROM older
  FULL JOIN newer
    ON newer.encounter_ix = older.encounter_ix AND newer.key_ix = older.key_ix AND newer.side = older.side
  GROUP BY coalesce(older.system_ix, newer.system_ix), older.class_code, newer.class_code
),
old_classes AS (
  SELECT DISTINCT enum_code(class) AS class_code, class::VARCHAR AS class FROM old_errors
),
new_classes AS (
  SELECT DISTINCT enum_code(class) AS class_code, class::VARCHAR AS class FROM new_errors
)
SELECT compare_systems.system, old_classes.class AS old_class, new_classes.class AS new_class, counted.assignments
FROM counted
JOIN compare_systems ON compare_systems.system_ix = counted.system_ix
LEFT JOIN old_classes ON old_classes.class_code = counted.old_code
LEFT JOIN new_classes ON new_classes.class_code = counted.new_code
ORDER BY compare_systems.system, old_classes.class NULLS LAST, new_classes.class NULLS LAST;

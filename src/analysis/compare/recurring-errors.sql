-- Question: which errors recur in either run, by system, class and codes?
-- Grain: compare_errors one row per error that either run reports; from_key and to_key number its codes in compare_codes
-- (−1 none), old_ and new_ likewise in each run (−1 none, −2 a code that the run never saw).
CREATE OR REPLACE TEMP TABLE compare_errors AS
WITH older AS (
  SELECT
    compare_systems.system_ix,
    old_recurring.class,
    coalesce(from_codes.key_ix, -1) AS from_key,
    coalesce(to_codes.key_ix, -1) AS to_key
  FROM old_recurring
  JOIN compare_systems ON compare_systems.system_ix = old_recurring.system_ix
  LEFT JOIN compare_codes AS from_codes ON from_codes.old_ix = old_recurring.from_ix
  LEFT JOIN compare_codes AS to_codes ON to_codes.old_ix = old_recurring.to_ix
),
newer AS (
  SELECT
    compare_systems.system_ix,
    new_recurring.class,
    coalesce(from_codes.key_ix, -1) AS from_key,
    coalesce(to_codes.key_ix, -1) AS to_key
  FROM new_recurring
  JOIN compare_systems ON compare_systems.new_ix = new_recurring.system_ix
  LEFT JOIN compare_codes AS from_codes ON from_codes.new_ix = new_recurring.from_ix
  LEFT JOIN compare_codes AS to_codes ON to_codes.new_ix = new_recurring.to_ix
),
either AS (
  SELECT
    coalesce(older.system_ix, newer.system_ix) AS system_ix,
    coalesce(older.class, newer.class) AS class,
    coalesce(older.from_key, newer.from_key) AS from_key,
    coalesce(older.to_key, newer.to_key) AS to_key,
    CASE WHEN newer.class IS NULL THEN 'fixed' WHEN older.class IS NULL THEN 'new' ELSE 'still' END AS state
  FROM older
  FULL JOIN newer
    ON newer.system_ix = older.system_ix
    AND newer.class = older.class
    AND newer.from_key = older.from_key
    AND newer.to_key = older.to_key
)
SELECT
  (row_number() OVER (ORDER BY either.system_ix, either.class, either.from_key, either.to_key) - 1)::INTEGER AS error_ix,
  either.system_ix,
  either.class,
  either.state,
  either.from_key,
  either.to_key,
  CASE WHEN either.from_key = -1 THEN -1 ELSE coalesce(from_codes.old_ix, -2) END AS old_from,
  CASE WHEN either.from_key = -1 THEN -1 ELSE coalesce(from_codes.new_ix, -2) END AS new_from,
  CASE WHEN either.to_key = -1 THEN -1 ELSE coalesce(to_codes.old_ix, -2) END AS old_to,
  CASE WHEN either.to_key = -1 THEN -1 ELSE coalesce(to_codes.new_ix, -2) END AS new_to
FROM either
LEFT JOIN compare_codes AS from_codes ON from_codes.key_ix = either.from_key
LEFT JOIN compare_codes AS to_codes ON to_codes.key_ix = either.to_key;

-- Question: which codes are missed together with which others being added, oftener than chance?
-- Grain: fisher_candidates one row per pair that `errors` pairs in $fewest encounters of one class or more, both margins
-- at least $fewest: in how many units `from` is missed and `to` added, anywhere among the unit's unmatched codes.
-- Source: METRICS.md, Error classes, recurring errors. Pairs that cannot be reported, or come no oftener than chance,
-- are left out and count in the family with p = 1, which can only make q larger.
CREATE OR REPLACE TABLE fisher_candidates AS
WITH paired AS (
  SELECT DISTINCT missed_ix, added_ix
  FROM (
    SELECT missed_ix, added_ix, class
    FROM errors
    WHERE missed_ix IS NOT NULL AND added_ix IS NOT NULL
    GROUP BY missed_ix, added_ix, class
    HAVING count(*) >= $fewest
  ) AS frequent
),
testable AS (
  SELECT
    paired.missed_ix,
    paired.added_ix,
    missed.system_ix,
    missed.margin AS drawn,
    added.margin AS marked
  FROM paired
  JOIN error_margins AS missed ON missed.code_ix = paired.missed_ix AND missed.side = 1
  JOIN error_margins AS added ON added.code_ix = paired.added_ix AND added.side = 2
),
missed_codes AS (
  SELECT unit_errors.cluster_ix, unit_errors.code_ix
  FROM unit_errors
  SEMI JOIN testable ON testable.missed_ix = unit_errors.code_ix
  WHERE unit_errors.side = 1
),
added_codes AS (
  SELECT unit_errors.cluster_ix, unit_errors.code_ix
  FROM unit_errors
  SEMI JOIN testable ON testable.added_ix = unit_errors.code_ix
  WHERE unit_errors.side = 2
),
met AS (
  SELECT testable.missed_ix, testable.added_ix, count(*) AS hits
  FROM missed_codes
  JOIN added_codes ON added_codes.cluster_ix = missed_codes.cluster_ix
  JOIN testable ON testable.missed_ix = missed_codes.code_ix AND testable.added_ix = added_codes.code_ix
  GROUP BY testable.missed_ix, testable.added_ix
)
SELECT
  testable.system_ix AS family_ix,
  testable.missed_ix AS first_ix,
  testable.added_ix AS second_ix,
  met.hits,
  testable.drawn,
  testable.marked,
  pair_families.units AS total
FROM testable
JOIN met ON met.missed_ix = testable.missed_ix AND met.added_ix = testable.added_ix
JOIN pair_families ON pair_families.system_ix = testable.system_ix
WHERE met.hits * pair_families.units > testable.drawn * testable.marked;

-- Question: in how many encounters could each code have had an error of one code?
-- Grain: one row per kind of opportunity and code. reference: the reference holds it; engine: the engine's answer
-- holds it; matched: both do; first: the reference lists it first, and the engine one diagnosis; compared: both hold
-- it and its presence on admission is compared; exempt: both hold it on a stay where it is exempt from that. unmatched:
-- those in which the other side lacks it, whatever the class; null where the kind needs both.
-- Source: METRICS.md, Error classes, recurring errors: one-code classes.
CREATE OR REPLACE TABLE opportunity_counts AS
WITH sides AS (
  SELECT
    code_ix,
    count_if(side = 1)::BIGINT AS missed,
    count_if(side = 2)::BIGINT AS added,
    count_if(side = 3)::BIGINT AS both_sides
  FROM matches
  GROUP BY code_ix
),
counted AS (
  SELECT 'reference' AS kind, code_ix, missed + both_sides AS opportunities, missed AS unmatched FROM sides
  UNION ALL
  SELECT 'engine' AS kind, code_ix, added + both_sides AS opportunities, added AS unmatched FROM sides
  UNION ALL
  SELECT 'matched' AS kind, code_ix, both_sides AS opportunities, NULL::BIGINT AS unmatched FROM sides
  UNION ALL
  SELECT 'first' AS kind, reference_ix AS code_ix, count(*) AS opportunities, NULL::BIGINT AS unmatched
  FROM principals
  WHERE engine_ix IS NOT NULL
  GROUP BY reference_ix
  UNION ALL
  SELECT 'compared' AS kind, code_ix, count(*) AS opportunities, NULL::BIGINT AS unmatched
  FROM poa_pairs
  WHERE is_compared
  GROUP BY code_ix
  UNION ALL
  SELECT 'exempt' AS kind, code_ix, count(*) AS opportunities, NULL::BIGINT AS unmatched
  FROM poa_pairs
  WHERE exemption = 'exempt'
  GROUP BY code_ix
)
SELECT recurring_systems.system_ix, counted.kind, counted.code_ix, counted.opportunities, counted.unmatched
FROM counted
JOIN asked_codes ON asked_codes.code_ix = counted.code_ix
JOIN recurring_systems ON recurring_systems.system_ix = asked_codes.system_ix
WHERE counted.opportunities > 0
ORDER BY counted.kind, counted.code_ix;

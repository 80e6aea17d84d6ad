-- Question: which encounters of the dataset are compared, and why does each other one leave?
-- Grain: one row per encounter that leaves, with the first reason in the order of the scenario.
-- Source: DATA.md, Scenario. Every include column must match; any exclude column suffices. An encounter has no
-- reference coding where neither codes nor codings hold one of the role; for role `final` this is only told where
-- the dataset has codings at all, since without them a chart may rightly have no code.
CREATE OR REPLACE TABLE scope_drops AS
WITH matched AS (
  SELECT DISTINCT cells.row, scope_rules.rule, scope_rules.position, scope_rules.column_name
  FROM cells
  JOIN scope_rules ON scope_rules.column_name = cells.column_name AND scope_rules.value = cells.value
),
include_columns AS (
  SELECT DISTINCT position, column_name FROM scope_rules WHERE rule = 'include'
),
not_included AS (
  SELECT
    source_encounters.row,
    include_columns.position AS rank,
    'not included: ' || include_columns.column_name AS reason
  FROM source_encounters
  CROSS JOIN include_columns
  ANTI JOIN matched
    ON matched.row = source_encounters.row
    AND matched.rule = 'include'
    AND matched.column_name = include_columns.column_name
),
excluded AS (
  SELECT row, 1000 + position AS rank, 'excluded: ' || column_name AS reason
  FROM matched
  WHERE rule = 'exclude'
),
referenced AS (
  SELECT encounter_id FROM source_codes WHERE role = $role
  UNION
  SELECT encounter_id FROM source_codings WHERE role = $role
),
uncoded AS (
  SELECT source_encounters.row, 2000 AS rank, 'no reference coding: ' || $role AS reason
  FROM source_encounters
  ANTI JOIN referenced ON referenced.encounter_id = source_encounters.encounter_id
  WHERE $role <> 'final' OR EXISTS (SELECT 1 FROM source_codings)
),
leaving AS (
  SELECT row, rank, reason FROM not_included
  UNION ALL
  SELECT row, rank, reason FROM excluded
  UNION ALL
  SELECT row, rank, reason FROM uncoded
)
SELECT row, arg_min(reason, rank) AS reason, min(rank) AS rank
FROM leaving
GROUP BY row
ORDER BY row;

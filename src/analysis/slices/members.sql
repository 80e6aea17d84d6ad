-- Question: which encounters belong to which slice?
-- Grain: one row per scope and encounter; scope_ix 0 is the whole run. An encounter belongs to a scope when its
-- cells meet every condition; null meets null ("not recorded"). One still open (no final response) is not compared.
CREATE OR REPLACE TABLE scope_members AS
WITH met AS (
  SELECT scope_conditions.scope_ix, cells.row, count(*) AS conditions
  FROM scope_conditions
  JOIN cells
    ON cells.column_name = scope_conditions.column_name
    AND cells.value IS NOT DISTINCT FROM scope_conditions.value
  GROUP BY scope_conditions.scope_ix, cells.row
),
compared AS (
  SELECT encounters.encounter_ix, encounters.row
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE responses.status <> 'open'
)
SELECT 0 AS scope_ix, compared.encounter_ix FROM compared
UNION ALL
SELECT scopes.scope_ix, compared.encounter_ix
FROM met
JOIN scopes ON scopes.scope_ix = met.scope_ix AND scopes.conditions = met.conditions
JOIN compared ON compared.row = met.row;

CREATE OR REPLACE TABLE scope_sizes AS
SELECT
  scopes.scope_ix,
  count(scope_members.encounter_ix)::INTEGER AS encounters,
  count(scope_members.encounter_ix) FILTER (WHERE responses.status = 'coded')::INTEGER AS answered
FROM scopes
LEFT JOIN scope_members ON scope_members.scope_ix = scopes.scope_ix
LEFT JOIN responses ON responses.encounter_ix = scope_members.encounter_ix
GROUP BY scopes.scope_ix
ORDER BY scopes.scope_ix;

-- Question: in which encounters does each reported error occur, and in which could it have?
-- Grain: recurring_events one row per error and encounter; recurring_keys one row per kind of opportunity and code
-- that an error needs, recurring_opportunities one row per such key and encounter; recurring_margins one row per error
-- with the sizes of both, and base_ix, the key by which it is sought in slices: a code is added where the reference
-- lacks it, so its base is the encounters of the run without those of that key (is_lacking).
-- Source: opportunity-counts.sql says what the kinds mean.
CREATE OR REPLACE TABLE recurring_events AS
SELECT recurring.error_ix, errors.encounter_ix
FROM errors
JOIN recurring
  ON coalesce(recurring.from_ix, -1) = coalesce(errors.missed_ix, -1)
  AND coalesce(recurring.to_ix, -1) = coalesce(errors.added_ix, -1)
  AND recurring.class = errors.class::VARCHAR
UNION ALL
SELECT DISTINCT recurring.error_ix, attribute_errors.encounter_ix
FROM attribute_errors
JOIN recurring ON recurring.from_ix = attribute_errors.code_ix AND recurring.class = attribute_errors.class::VARCHAR;

CREATE OR REPLACE TABLE recurring_keys AS
SELECT
  (row_number() OVER (ORDER BY kind, code_ix) - 1)::INTEGER AS key_ix,
  kind,
  code_ix
FROM (
  SELECT kind, coalesce(from_ix, to_ix) AS code_ix FROM recurring
  UNION
  SELECT 'reference' AS kind, to_ix AS code_ix FROM recurring WHERE kind = 'engine'
) AS needed
ORDER BY key_ix;

CREATE OR REPLACE TABLE recurring_opportunities AS
SELECT recurring_keys.key_ix, matches.encounter_ix
FROM matches
JOIN recurring_keys ON recurring_keys.code_ix = matches.code_ix
WHERE (recurring_keys.kind = 'reference' AND matches.side <> 2)
  OR (recurring_keys.kind = 'engine' AND matches.side <> 1)
  OR (recurring_keys.kind = 'matched' AND matches.side = 3)
UNION ALL
SELECT recurring_keys.key_ix, principals.encounter_ix
FROM principals
JOIN recurring_keys ON recurring_keys.code_ix = principals.reference_ix AND recurring_keys.kind = 'first'
WHERE principals.engine_ix IS NOT NULL
UNION ALL
SELECT recurring_keys.key_ix, poa_pairs.encounter_ix
FROM poa_pairs
JOIN recurring_keys ON recurring_keys.code_ix = poa_pairs.code_ix
WHERE (recurring_keys.kind = 'compared' AND poa_pairs.is_compared)
  OR (recurring_keys.kind = 'exempt' AND poa_pairs.exemption = 'exempt');

CREATE OR REPLACE TABLE recurring_margins AS
WITH events AS (
  SELECT error_ix, count(*) AS encounters FROM recurring_events GROUP BY error_ix
),
opportunities AS (
  SELECT
    recurring_opportunities.key_ix,
    count(*) AS opportunities,
    count(DISTINCT encounters.week) AS weeks_of
  FROM recurring_opportunities
  JOIN encounters ON encounters.encounter_ix = recurring_opportunities.encounter_ix
  GROUP BY recurring_opportunities.key_ix
)
SELECT
  recurring.error_ix,
  recurring.system_ix,
  keys.key_ix,
  coalesce(events.encounters, 0) AS encounters,
  coalesce(opportunities.opportunities, 0) AS opportunities,
  coalesce(opportunities.weeks_of, 0) AS weeks_of,
  base_keys.key_ix AS base_ix,
  recurring.kind = 'engine' AS is_lacking,
  coalesce(bases.opportunities, 0) AS base_encounters
FROM recurring
JOIN recurring_keys AS keys
  ON keys.kind = recurring.kind AND keys.code_ix = coalesce(recurring.from_ix, recurring.to_ix)
JOIN recurring_keys AS base_keys
  ON base_keys.kind = CASE WHEN recurring.kind = 'engine' THEN 'reference' ELSE recurring.kind END
  AND base_keys.code_ix = keys.code_ix
LEFT JOIN events ON events.error_ix = recurring.error_ix
LEFT JOIN opportunities ON opportunities.key_ix = keys.key_ix
LEFT JOIN opportunities AS bases ON bases.key_ix = base_keys.key_ix
ORDER BY recurring.error_ix;

-- Question: how often does each reported error occur within each slice, of the encounters in which it could?
-- Grain: fisher_candidates one row per error (first_ix) and slice of one column (second_ix, a scope) in which its rate
-- is higher than elsewhere. concentration_families one row per system: all errors times the slices in which they could
-- occur.
-- Source: METRICS.md, Error classes, recurring errors: where it concentrates. A code is added where the reference
-- lacks it: among encounters whose answer holds it, those of the slice it was added in would be no rarer elsewhere.
CREATE OR REPLACE TABLE slice_members AS
SELECT scope_members.scope_ix, scope_members.encounter_ix
FROM scope_members
JOIN scopes ON scopes.scope_ix = scope_members.scope_ix AND scopes.conditions = 1;

CREATE OR REPLACE TABLE slice_opportunities AS
SELECT recurring_opportunities.key_ix, slice_members.scope_ix, count(*) AS opportunities
FROM recurring_opportunities
SEMI JOIN recurring_margins ON recurring_margins.base_ix = recurring_opportunities.key_ix
JOIN slice_members ON slice_members.encounter_ix = recurring_opportunities.encounter_ix
GROUP BY recurring_opportunities.key_ix, slice_members.scope_ix;

CREATE OR REPLACE TABLE error_slices AS
WITH slice_sizes AS (
  SELECT scope_ix, count(*) AS encounters FROM slice_members GROUP BY scope_ix
),
run_size AS (
  SELECT count(*) AS encounters FROM scope_members WHERE scope_ix = 0
)
SELECT
  recurring_margins.error_ix,
  recurring_margins.system_ix,
  slice_opportunities.scope_ix,
  slice_opportunities.opportunities AS drawn,
  recurring_margins.encounters AS marked,
  recurring_margins.base_encounters AS total
FROM recurring_margins
JOIN slice_opportunities ON slice_opportunities.key_ix = recurring_margins.base_ix
WHERE NOT recurring_margins.is_lacking
UNION ALL
SELECT
  recurring_margins.error_ix,
  recurring_margins.system_ix,
  slice_sizes.scope_ix,
  slice_sizes.encounters - coalesce(slice_opportunities.opportunities, 0) AS drawn,
  recurring_margins.encounters AS marked,
  run_size.encounters - recurring_margins.base_encounters AS total
FROM recurring_margins
CROSS JOIN slice_sizes
CROSS JOIN run_size
LEFT JOIN slice_opportunities
  ON slice_opportunities.key_ix = recurring_margins.base_ix
  AND slice_opportunities.scope_ix = slice_sizes.scope_ix
WHERE recurring_margins.is_lacking AND slice_sizes.encounters > coalesce(slice_opportunities.opportunities, 0);

CREATE OR REPLACE TABLE concentration_families AS
SELECT system_ix, count(*) AS family_size
FROM error_slices
GROUP BY system_ix
ORDER BY system_ix;

CREATE OR REPLACE TABLE fisher_candidates AS
WITH slice_events AS (
  SELECT recurring_events.error_ix, slice_members.scope_ix, count(*) AS hits
  FROM recurring_events
  JOIN slice_members ON slice_members.encounter_ix = recurring_events.encounter_ix
  GROUP BY recurring_events.error_ix, slice_members.scope_ix
)
SELECT
  error_slices.system_ix AS family_ix,
  error_slices.error_ix AS first_ix,
  error_slices.scope_ix AS second_ix,
  slice_events.hits,
  error_slices.drawn,
  error_slices.marked,
  error_slices.total
FROM slice_events
JOIN error_slices
  ON error_slices.error_ix = slice_events.error_ix AND error_slices.scope_ix = slice_events.scope_ix
WHERE slice_events.hits * error_slices.total > error_slices.drawn * error_slices.marked;

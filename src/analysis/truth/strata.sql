-- Question: which stratum of an adjudicated sample does each encounter belong to?
-- Grain: review_strata one row per stratum that has encounters, numbered in text order; review_members one row per
-- encounter. Alike: engine and coders give the same codes in every system asked, DRGs aside.
-- Source: METRICS.md, true.*: the frame is every encounter of the run, failed and abstained included.
CREATE OR REPLACE TEMP TABLE review_states AS
SELECT
  encounters.encounter_ix,
  CASE
    WHEN responses.status <> 'coded' THEN responses.status
    WHEN coalesce(encounter_sums.fp + encounter_sums.fn, 0) = 0 THEN 'alike'
    ELSE 'different'
  END AS state,
  review_values.value
FROM encounters
JOIN responses ON responses.encounter_ix = encounters.encounter_ix
JOIN review_values ON review_values.encounter_ix = encounters.encounter_ix
LEFT JOIN encounter_sums
  ON encounter_sums.encounter_ix = encounters.encounter_ix AND encounter_sums.system_ix = -1
WHERE responses.status <> 'open';

CREATE OR REPLACE TEMP TABLE review_strata AS
WITH cells AS (
  SELECT
    state,
    value,
    CASE WHEN value = '' THEN state ELSE state || ', ' || value END AS stratum,
    count(*)::INTEGER AS encounters
  FROM review_states
  GROUP BY state, value
)
SELECT
  (row_number() OVER (ORDER BY stratum) - 1)::INTEGER AS stratum_ix,
  state,
  value,
  stratum,
  encounters
FROM cells
ORDER BY stratum_ix;

CREATE OR REPLACE TEMP TABLE review_members AS
SELECT review_states.encounter_ix, review_strata.stratum_ix
FROM review_states
JOIN review_strata
  ON review_strata.state = review_states.state AND review_strata.value = review_states.value;

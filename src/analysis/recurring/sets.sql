-- Question: which reported errors come together in one answer, oftener than chance?
-- Grain: fisher_candidates one row per two errors of one system (by number, the lower first) that come together in
-- $fewest encounters or more, over encounters that were answered and in which both could occur: an encounter without
-- an answer misses everything at once, which is no set of errors. set_families one row per system: all twos.
-- Source: METRICS.md, Error classes, recurring errors; the $most errors of the most encounters are looked at.
CREATE OR REPLACE TABLE set_events AS
SELECT recurring_events.error_ix, recurring_margins.system_ix, recurring_margins.key_ix, recurring_events.encounter_ix
FROM recurring_events
JOIN recurring_margins ON recurring_margins.error_ix = recurring_events.error_ix
JOIN responses ON responses.encounter_ix = recurring_events.encounter_ix AND responses.status = 'coded'
WHERE recurring_events.error_ix < $most;

CREATE OR REPLACE TABLE set_opportunities AS
SELECT recurring_opportunities.key_ix, recurring_opportunities.encounter_ix
FROM recurring_opportunities
SEMI JOIN set_events ON set_events.key_ix = recurring_opportunities.key_ix
JOIN responses ON responses.encounter_ix = recurring_opportunities.encounter_ix AND responses.status = 'coded';

CREATE OR REPLACE TABLE set_families AS
SELECT system_ix, ((count(*) * (count(*) - 1)) >> 1)::BIGINT AS family_size
FROM recurring_margins
WHERE error_ix < $most
GROUP BY system_ix
ORDER BY system_ix;

CREATE OR REPLACE TABLE fisher_candidates AS
WITH together AS (
  SELECT
    earlier.system_ix,
    earlier.error_ix AS first_ix,
    later.error_ix AS second_ix,
    earlier.key_ix AS first_key,
    later.key_ix AS second_key,
    count(*) AS hits
  FROM set_events AS earlier
  JOIN set_events AS later
    ON later.encounter_ix = earlier.encounter_ix
    AND later.system_ix = earlier.system_ix
    AND later.error_ix > earlier.error_ix
  GROUP BY earlier.system_ix, earlier.error_ix, later.error_ix, earlier.key_ix, later.key_ix
  HAVING count(*) >= $fewest
),
possible AS (
  SELECT earlier.key_ix AS first_key, later.key_ix AS second_key, count(*) AS encounters
  FROM set_opportunities AS earlier
  JOIN set_opportunities AS later ON later.encounter_ix = earlier.encounter_ix
  GROUP BY earlier.key_ix, later.key_ix
),
alone AS (
  SELECT set_events.error_ix, set_opportunities.key_ix, count(*) AS encounters
  FROM set_events
  JOIN set_opportunities ON set_opportunities.encounter_ix = set_events.encounter_ix
  GROUP BY set_events.error_ix, set_opportunities.key_ix
)
SELECT
  together.system_ix AS family_ix,
  together.first_ix,
  together.second_ix,
  together.hits,
  firsts.encounters AS drawn,
  seconds.encounters AS marked,
  possible.encounters AS total
FROM together
JOIN possible ON possible.first_key = together.first_key AND possible.second_key = together.second_key
JOIN alone AS firsts ON firsts.error_ix = together.first_ix AND firsts.key_ix = together.second_key
JOIN alone AS seconds ON seconds.error_ix = together.second_ix AND seconds.key_ix = together.first_key
WHERE together.hits * possible.encounters > firsts.encounters * seconds.encounters;

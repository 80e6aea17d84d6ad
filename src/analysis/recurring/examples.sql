-- Question: which encounters show each reported error?
-- Grain: one row per error and encounter, up to 20 an error, the first in text order.
WITH firsts AS (
  SELECT error_ix, unnest(min(encounter_ix, 20)) AS encounter_ix
  FROM recurring_events
  GROUP BY error_ix
)
SELECT firsts.error_ix, encounters.encounter_id
FROM firsts
JOIN encounters ON encounters.encounter_ix = firsts.encounter_ix
ORDER BY firsts.error_ix, firsts.encounter_ix;

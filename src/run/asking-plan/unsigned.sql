-- Question: how many encounters of the open loop tell no time of day at which they were signed, and which, to name some?
-- Grain: one row per encounter named, five at most; unsigned: how many there are.
SELECT encounters.encounter_id, count(*) OVER () AS unsigned
FROM planned
JOIN encounters ON encounters.encounter_ix = planned.encounter_ix
WHERE planned.is_paced AND NOT planned.is_timed
ORDER BY encounters.encounter_id
LIMIT 5;

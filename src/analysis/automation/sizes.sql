-- Question: how many encounters has each slice, in each half and with a confidence, and over how many days?
-- Grain: one row per slice; slice_ix 0 is the whole run. days: calendar days of the whole run, from the first to the
-- last end of service (else start), both counted; null unless dates are real.
WITH days AS (
  SELECT
    CASE WHEN $dates = 'real' THEN
      date_diff('day', min(service_day), max(service_day)) + 1
    END AS days
  FROM (
    SELECT
      coalesce(
        try_cast(source_encounters.service_end AS DATE),
        try_cast(source_encounters.service_start AS DATE)
      ) AS service_day
    FROM automation_encounters
    JOIN encounters ON encounters.encounter_ix = automation_encounters.encounter_ix
    JOIN source_encounters ON source_encounters.row = encounters.row
  )
)
SELECT
  automation_members.slice_ix,
  any_value(automation_values.value) AS value,
  count(*) AS encounters,
  count_if(automation_members.half = 0)::BIGINT AS tested,
  count(automation_members.confidence) AS confident,
  count(automation_members.confidence) FILTER (WHERE automation_members.half = 0) AS tested_confident,
  (SELECT days FROM days) AS days
FROM automation_members
LEFT JOIN automation_values ON automation_values.slice_ix = automation_members.slice_ix
GROUP BY automation_members.slice_ix
ORDER BY automation_members.slice_ix;

-- Question: which codes of either side are not billable on their day, and which could not be judged?
-- Grain: one row per notice, side and code system, counts of written rows; of first-listed diagnoses, encounters.
-- Source: the issue, Validity on the date: what cannot be judged is said, never held against the engine.
WITH line_rules AS (
  SELECT DISTINCT code_ix, lines_from FROM judged_codes
),
placed AS (
  SELECT
    assignments.side,
    assignments.code_ix,
    CASE
      WHEN encounter_periods.lines_dated >= line_rules.lines_from
        THEN coalesce(day_periods.period_ix, encounter_periods.period_ix)
      ELSE encounter_periods.period_ix
    END AS period_ix,
    count(*) AS count
  FROM assignments
  JOIN line_rules ON line_rules.code_ix = assignments.code_ix
  JOIN encounter_periods ON encounter_periods.encounter_ix = assignments.encounter_ix
  LEFT JOIN day_periods ON day_periods.day = assignments.service_date
  WHERE assignments.side IN (1, 2, 3)
  GROUP BY ALL
),
noticed AS (
  SELECT
    CASE judged_codes.judgement
      WHEN 'unknown' THEN 'unknown: in no code table, or not in the form of a code'
      WHEN 'header' THEN 'headers: not billable on any date'
      WHEN 'expired' THEN 'not billable on the date of service, but on another'
      ELSE 'validity not judged: ' || judged_codes.reason
    END AS notice,
    CASE placed.side WHEN 1 THEN 'reference' WHEN 3 THEN 'second' ELSE 'engine' END AS side,
    codes.system,
    placed.count
  FROM placed
  JOIN judged_codes ON judged_codes.code_ix = placed.code_ix AND judged_codes.period_ix = placed.period_ix
  JOIN codes ON codes.code_ix = placed.code_ix
  WHERE judged_codes.judgement <> 'valid'
  UNION ALL
  SELECT
    'first-listed not judged: no Code Editor flags' AS notice,
    'engine' AS side,
    codes.system,
    1 AS count
  FROM first_listed
  JOIN codes ON codes.code_ix = first_listed.code_ix
  WHERE NOT first_listed.is_edited
)
SELECT notice, side, system, sum(count)::BIGINT AS count
FROM noticed
GROUP BY notice, side, system
ORDER BY notice, side, system;

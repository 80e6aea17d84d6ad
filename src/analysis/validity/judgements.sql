-- Question: is each code billable on its day of service?
-- Grain: one row per encounter and code that either side holds, systems asked, DRGs aside. is_engine: the engine holds
-- it, and its own lines are judged; else the reference's. Of several lines with days of their own the gravest judgement
-- stands; a line without a day is judged on the encounter's. is_covered: the tables cover the day.
-- Source: the issue, Validity on the date.
CREATE OR REPLACE TABLE judgements AS
SELECT
  matches.encounter_ix,
  matches.code_ix,
  matches.side <> 1 AS is_engine,
  judged_codes.judgement,
  judged_codes.is_covered
FROM matches
JOIN encounter_periods ON encounter_periods.encounter_ix = matches.encounter_ix
JOIN judged_codes
  ON judged_codes.code_ix = matches.code_ix
  AND judged_codes.period_ix = encounter_periods.period_ix
WHERE encounter_periods.lines_dated < judged_codes.lines_from
UNION ALL
SELECT
  assignments.encounter_ix,
  assignments.code_ix,
  assignments.side = 2 AS is_engine,
  max(judged_codes.judgement) AS judgement,
  bool_or(judged_codes.is_covered) AS is_covered
FROM assignments
JOIN matches ON matches.encounter_ix = assignments.encounter_ix AND matches.code_ix = assignments.code_ix
JOIN encounter_periods ON encounter_periods.encounter_ix = assignments.encounter_ix
LEFT JOIN day_periods ON day_periods.day = assignments.service_date
JOIN judged_codes
  ON judged_codes.code_ix = assignments.code_ix
  AND judged_codes.period_ix = coalesce(day_periods.period_ix, encounter_periods.period_ix)
WHERE assignments.side = (CASE matches.side WHEN 1 THEN 1 ELSE 2 END)
  AND encounter_periods.lines_dated >= judged_codes.lines_from
GROUP BY assignments.encounter_ix, assignments.code_ix, assignments.side;

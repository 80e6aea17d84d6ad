-- Question: is each code billable on its day of service?
-- Grain: judgements one row per encounter and code that either side holds, systems asked, DRGs aside. is_engine: the
-- engine holds it, and its own lines are judged; else the reference's. Of several lines with days of their own the
-- gravest judgement stands; a line without a day is judged on the encounter's. is_covered: the tables cover the day;
-- is_decided: they tell whether the code exists.
-- invalid_codes keeps those that are unknown, headers or expired.
-- Source: the issue, Validity on the date.
CREATE OR REPLACE TABLE dated_judgements AS
WITH dated AS (
  SELECT encounter_ix, period_ix, lines_dated FROM encounter_periods WHERE lines_dated > 0
),
held AS (
  SELECT
    matches.encounter_ix,
    matches.code_ix,
    CASE matches.side WHEN 1 THEN 1 ELSE 2 END AS side,
    dated.period_ix,
    dated.lines_dated
  FROM matches
  JOIN dated ON dated.encounter_ix = matches.encounter_ix
)
SELECT
  held.encounter_ix,
  held.code_ix,
  held.side = 2 AS is_engine,
  max(judged_codes.judgement) AS judgement,
  bool_or(judged_codes.is_covered) AS is_covered,
  bool_or(judged_codes.is_decided) AS is_decided
FROM held
JOIN assignments
  ON assignments.encounter_ix = held.encounter_ix
  AND assignments.code_ix = held.code_ix
  AND assignments.side = held.side
LEFT JOIN day_periods ON day_periods.day = assignments.service_date
JOIN judged_codes
  ON judged_codes.code_ix = held.code_ix
  AND judged_codes.period_ix = coalesce(day_periods.period_ix, held.period_ix)
WHERE held.lines_dated >= judged_codes.lines_from
GROUP BY held.encounter_ix, held.code_ix, held.side;

CREATE OR REPLACE VIEW judgements AS
SELECT
  matches.encounter_ix,
  matches.code_ix,
  matches.side <> 1 AS is_engine,
  judged_codes.judgement,
  judged_codes.is_covered,
  judged_codes.is_decided
FROM matches
JOIN encounter_periods ON encounter_periods.encounter_ix = matches.encounter_ix
JOIN judged_codes
  ON judged_codes.code_ix = matches.code_ix
  AND judged_codes.period_ix = encounter_periods.period_ix
WHERE encounter_periods.lines_dated < judged_codes.lines_from
UNION ALL
SELECT encounter_ix, code_ix, is_engine, judgement, is_covered, is_decided FROM dated_judgements;

CREATE OR REPLACE TABLE invalid_codes AS
SELECT encounter_ix, code_ix FROM judgements WHERE judgement IN ('unknown', 'header', 'expired');

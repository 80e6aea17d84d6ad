-- Question: what do the tables say of each code in each period?
-- Grain: one row per code of the systems asked, DRGs aside, and period that occurs. reason says why a code cannot be
-- judged, else null. is_covered: absence from the tables means "not valid" in that period. is_decided:
-- the tables of the system tell whether the code exists. A code's lines are judged
-- on their own day from lines_from on (encounter_periods.lines_dated).
-- Source: the issue, Validity on the date. A code that is not well formed is unknown whatever is loaded. Judgements
-- are ordered from the mildest to the gravest.
CREATE OR REPLACE TABLE judged_codes AS
WITH occurring AS (
  SELECT period_ix FROM day_periods
  UNION
  SELECT period_ix FROM encounter_periods
),
periods AS (
  SELECT occurring.period_ix, period_starts.day
  FROM occurring
  LEFT JOIN period_starts ON period_starts.period_ix = occurring.period_ix
),
covered AS (
  SELECT DISTINCT library_coverage.system, periods.period_ix
  FROM periods
  JOIN library_coverage ON periods.day BETWEEN library_coverage.valid_from AND library_coverage.valid_to
),
in_force AS (
  SELECT code_spans.code_ix, periods.period_ix, bool_or(code_spans.state = 'billable') AS is_billable
  FROM code_spans
  JOIN periods ON periods.day BETWEEN code_spans.valid_from AND code_spans.valid_to
  WHERE code_spans.state <> 'header'
  GROUP BY code_spans.code_ix, periods.period_ix
),
history AS (
  SELECT code_ix, bool_or(state <> 'header') AS was_billable
  FROM code_spans
  GROUP BY code_ix
),
known AS (
  SELECT codes.code_ix, bool_or(library_codes.is_billable) AS is_billable
  FROM library_codes
  JOIN codes ON codes.system = library_codes.system AND codes.code = library_codes.code
  GROUP BY codes.code_ix
),
stated AS (
  SELECT
    asked_codes.code_ix,
    periods.period_ix,
    CASE WHEN codes.system IN ('CPT', 'HCPCS') THEN 1 ELSE 2 END AS lines_from,
    code_facts.is_well_formed,
    in_force.is_billable AS is_in_force,
    covered.period_ix IS NOT NULL AS is_covered,
    coalesce(history.was_billable, known.is_billable) AS was_billable,
    loaded.system IS NOT NULL AS is_loaded,
    CASE
      WHEN loaded.system IS NULL THEN 'no table of the system is loaded'
      WHEN periods.period_ix = -1 THEN 'no day of service is known'
      WHEN in_force.code_ix IS NULL AND covered.period_ix IS NULL THEN 'no table covers the day'
      ELSE 'the tables know it by year only'
    END AS reason
  FROM asked_codes
  JOIN codes ON codes.code_ix = asked_codes.code_ix
  JOIN code_facts ON code_facts.code_ix = asked_codes.code_ix
  CROSS JOIN periods
  LEFT JOIN (SELECT DISTINCT system FROM library_coverage) AS loaded ON loaded.system = codes.system
  LEFT JOIN covered ON covered.system = codes.system AND covered.period_ix = periods.period_ix
  LEFT JOIN in_force ON in_force.code_ix = codes.code_ix AND in_force.period_ix = periods.period_ix
  LEFT JOIN history ON history.code_ix = codes.code_ix
  LEFT JOIN known ON known.code_ix = codes.code_ix
  WHERE asked_codes.in_all
),
judged AS (
  SELECT
    code_ix,
    period_ix,
    lines_from,
    is_covered,
    is_loaded AND (was_billable IS NOT NULL OR is_covered OR NOT is_well_formed) AS is_decided,
    reason,
    (CASE
      WHEN is_in_force THEN 'valid'
      WHEN is_in_force IS NOT NULL THEN 'cannot judge'
      WHEN NOT is_well_formed THEN 'unknown'
      WHEN NOT is_covered THEN 'cannot judge'
      WHEN was_billable THEN 'expired'
      WHEN was_billable IS NOT NULL THEN 'header'
      ELSE 'unknown'
    END)::ENUM('valid', 'cannot judge', 'expired', 'header', 'unknown') AS judgement
  FROM stated
)
SELECT
  code_ix,
  period_ix,
  lines_from,
  is_covered,
  is_decided,
  judgement,
  CASE WHEN judgement = 'cannot judge' THEN reason END AS reason
FROM judged
ORDER BY code_ix, period_ix;

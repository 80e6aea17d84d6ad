-- Question: between which days does nothing change in the code tables, and in which such period does each day lie?
-- Grain: code_spans one row per code and interval that a table gives it; period_starts one row per period;
-- day_periods one row per day that occurs; encounter_periods one row per encounter. period_ix counts from 1, 0 lies
-- before every table, −1 means that no day is known. lines_dated: 0 no line is judged on its own day, 1 those of CPT
-- and HCPCS, 2 all (professional claims).
-- Source: the issue, Validity on the date. Judging a code once per period is judging it on each of its days.
CREATE OR REPLACE TABLE code_spans AS
SELECT codes.code_ix, library_validity.valid_from, library_validity.valid_to, library_validity.state
FROM library_validity
JOIN codes ON codes.system = library_validity.system AND codes.code = library_validity.code
UNION ALL
SELECT codes.code_ix, library_headers.valid_from, library_headers.valid_to, 'header' AS state
FROM library_headers
JOIN codes ON codes.system = library_headers.system AND codes.code = library_headers.code;

CREATE OR REPLACE TABLE period_starts AS
WITH intervals AS (
  SELECT valid_from, valid_to FROM code_spans WHERE state <> 'header'
  UNION
  SELECT library_coverage.valid_from, library_coverage.valid_to
  FROM library_coverage
  SEMI JOIN asked_systems ON asked_systems.system = library_coverage.system
),
edges AS (
  SELECT valid_from AS day FROM intervals
  UNION
  SELECT valid_to + 1 AS day FROM intervals WHERE valid_to < DATE '9999-12-31'
)
SELECT (row_number() OVER (ORDER BY day))::INTEGER AS period_ix, day
FROM edges
ORDER BY period_ix;

CREATE OR REPLACE TABLE day_periods AS
WITH days AS (
  SELECT judged_on AS day FROM encounters WHERE judged_on IS NOT NULL
  UNION
  SELECT service_date AS day FROM assignments WHERE service_date IS NOT NULL
)
SELECT days.day, coalesce(period_starts.period_ix, 0) AS period_ix
FROM days
ASOF LEFT JOIN period_starts ON days.day >= period_starts.day
ORDER BY days.day;

CREATE OR REPLACE TABLE encounter_periods AS
SELECT
  encounters.encounter_ix,
  coalesce(day_periods.period_ix, -1) AS period_ix,
  CASE
    WHEN NOT encounters.is_line_dated OR dated_lines.encounter_ix IS NULL THEN 0
    WHEN encounters.claim_type = 'professional' THEN 2
    ELSE 1
  END AS lines_dated
FROM encounters
LEFT JOIN day_periods ON day_periods.day = encounters.judged_on
LEFT JOIN (
  SELECT DISTINCT encounter_ix FROM assignments WHERE service_date IS NOT NULL
) AS dated_lines ON dated_lines.encounter_ix = encounters.encounter_ix
ORDER BY encounters.encounter_ix;

-- Question: what do both sides say of a matched diagnosis: present on admission?
-- Grain: one row per encounter and matched diagnosis of an inpatient facility encounter, none where nobody records it. Indicators are the set over
-- all rows of the code: Y 1, N 2, U 4, W 8 added up; blank and 1 are 0. exemption: of the list of that day;
-- `unknown` where none covers it; then a code that any list has is not compared.
-- Source: METRICS.md, poa.agreement; CMS, POA indicator reporting. is_compared: the reference has an indicator on a
-- code that is not exempt. A blank answer there is "not recorded", hence another; where exemption cannot be judged it
-- may be one that is exempt, and is not compared.
CREATE OR REPLACE TABLE poa_pairs AS
WITH stays AS (
  SELECT encounter_ix, judged_on
  FROM encounters
  WHERE setting = 'inpatient'
    AND claim_type IS DISTINCT FROM 'professional'
    AND (SELECT reference_poa OR engine_poa FROM attributes_given)
),
covered_days AS (
  SELECT DISTINCT days.judged_on
  FROM (SELECT DISTINCT judged_on FROM stays) AS days
  JOIN library_poa_coverage
    ON days.judged_on BETWEEN library_poa_coverage.valid_from AND library_poa_coverage.valid_to
),
exempt AS (
  SELECT codes.code_ix, library_poa_exempt.valid_from, library_poa_exempt.valid_to
  FROM library_poa_exempt
  JOIN codes ON codes.code = library_poa_exempt.code AND codes.system = 'ICD-10-CM'
),
marks AS (
  SELECT
    assignments.encounter_ix,
    assignments.code_ix,
    assignments.side,
    CASE assignments.poa WHEN 'Y' THEN 1 WHEN 'N' THEN 2 WHEN 'U' THEN 4 WHEN 'W' THEN 8 ELSE 0 END::TINYINT AS mark
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  JOIN codes ON codes.code_ix = assignments.code_ix
  SEMI JOIN stays ON stays.encounter_ix = assignments.encounter_ix
  WHERE assignments.side IN (1, 2) AND codes.is_diagnosis
),
matched AS (
  SELECT
    encounter_ix,
    code_ix,
    bit_or(CASE WHEN side = 1 THEN mark ELSE 0::TINYINT END) AS reference_poa,
    bit_or(CASE WHEN side = 2 THEN mark ELSE 0::TINYINT END) AS engine_poa
  FROM marks
  GROUP BY encounter_ix, code_ix
  HAVING bit_or(side) = 3
),
indicators AS (
  SELECT
    matched.encounter_ix,
    matched.code_ix,
    matched.reference_poa,
    matched.engine_poa,
    codes.system = 'ICD-10-CM' AS is_listed,
    stays.judged_on
  FROM matched
  JOIN stays ON stays.encounter_ix = matched.encounter_ix
  JOIN codes ON codes.code_ix = matched.code_ix
),
on_list AS (
  SELECT DISTINCT indicators.encounter_ix, indicators.code_ix
  FROM indicators
  JOIN exempt
    ON exempt.code_ix = indicators.code_ix
    AND indicators.judged_on BETWEEN exempt.valid_from AND exempt.valid_to
),
judged AS (
  SELECT
    indicators.encounter_ix,
    indicators.code_ix,
    indicators.reference_poa,
    indicators.engine_poa,
    ever_exempt.code_ix IS NOT NULL AS is_ever_exempt,
    (CASE
      WHEN on_list.code_ix IS NOT NULL THEN 'exempt'
      WHEN indicators.is_listed AND covered_days.judged_on IS NOT NULL THEN 'not exempt'
      ELSE 'unknown'
    END)::ENUM('exempt', 'not exempt', 'unknown') AS exemption
  FROM indicators
  LEFT JOIN on_list ON on_list.encounter_ix = indicators.encounter_ix AND on_list.code_ix = indicators.code_ix
  LEFT JOIN (SELECT DISTINCT code_ix FROM exempt) AS ever_exempt ON ever_exempt.code_ix = indicators.code_ix
  LEFT JOIN covered_days ON covered_days.judged_on = indicators.judged_on
)
SELECT
  encounter_ix,
  code_ix,
  reference_poa,
  engine_poa,
  exemption,
  reference_poa <> 0
    AND (exemption = 'not exempt' OR (exemption = 'unknown' AND engine_poa <> 0 AND NOT is_ever_exempt)) AS is_compared
FROM judged;

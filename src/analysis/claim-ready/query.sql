-- Question: which encounters could go to the payer as the engine coded them, with nothing to change?
-- Grain: measures gains one row per encounter with a code on either side in a system compared; y is 1 where it is ready.
-- Source: METRICS.md, Figures: `encounters.claim_ready`. What the reference does not record cannot be held against
-- anybody; what it records and the engine leaves out is work to be done:
-- - codes: no code missed or added in any system asked; a DRG only where the engine gives that system's in the run, and
--   not where both sides name different versions of its grouper;
-- - first-listed: wherever the reference lists one first diagnosis, the engine lists the same;
-- - modifiers and units: the same lines of CPT and HCPCS, apart from their days; blank units are 1, blank modifiers
--   none; either of them only where the reference records any in the run;
-- - POA: the same indicators on diagnoses of inpatient facility encounters to which the reference gives Y, N, U or W,
--   codes that are exempt on the day left out.
INSERT INTO measures (encounter_ix, system_ix, metric, y, x)
WITH compared AS (
  SELECT matches.encounter_ix, matches.side
  FROM matches
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  ANTI JOIN systems_not_given ON systems_not_given.system_ix = asked_codes.system_ix
),
exact AS (
  SELECT encounter_ix, bool_and(side = 3) AS is_exact FROM compared GROUP BY encounter_ix
),
recorded AS (
  SELECT
    count(*) FILTER (WHERE modifiers_ix > 0) > 0 AS has_modifiers,
    count(units) > 0 AS has_units
  FROM coded_lines
  WHERE side = 1
),
items AS (
  SELECT
    coded_lines.encounter_ix,
    coded_lines.code_ix,
    CASE WHEN recorded.has_modifiers THEN coded_lines.modifiers_ix END AS modifiers_ix,
    CASE WHEN recorded.has_units THEN coalesce(coded_lines.units, 1) END AS units,
    coded_lines.side
  FROM coded_lines
  CROSS JOIN recorded
),
other_lines AS (
  SELECT encounter_ix
  FROM items
  GROUP BY encounter_ix, code_ix, modifiers_ix, units
  HAVING count(*) FILTER (WHERE side = 1) <> count(*) FILTER (WHERE side = 2)
),
indicated AS (
  SELECT
    assignments.encounter_ix,
    assignments.code_ix,
    assignments.side,
    CASE assignments.poa WHEN 'Y' THEN 1 WHEN 'N' THEN 2 WHEN 'U' THEN 4 WHEN 'W' THEN 8 END AS indicator
  FROM assignments
  JOIN encounters ON encounters.encounter_ix = assignments.encounter_ix
  WHERE assignments.side IN (1, 2)
    AND assignments.poa IN ('Y', 'N', 'U', 'W')
    AND encounters.setting = 'inpatient'
    AND encounters.claim_type IS DISTINCT FROM 'professional'
),
other_indicators AS (
  SELECT encounter_ix, code_ix
  FROM indicated
  GROUP BY encounter_ix, code_ix
  HAVING bit_or(indicator) FILTER (WHERE side = 1) IS DISTINCT FROM bit_or(indicator) FILTER (WHERE side = 2)
    AND count(*) FILTER (WHERE side = 1) > 0
),
exempt AS (
  SELECT codes.code_ix, library_poa_exempt.valid_from, library_poa_exempt.valid_to
  FROM library_poa_exempt
  JOIN codes ON codes.system = 'ICD-10-CM' AND codes.code = library_poa_exempt.code
),
other_poa AS (
  SELECT other_indicators.encounter_ix
  FROM other_indicators
  JOIN encounters ON encounters.encounter_ix = other_indicators.encounter_ix
  ANTI JOIN exempt
    ON exempt.code_ix = other_indicators.code_ix
    AND encounters.judged_on BETWEEN exempt.valid_from AND exempt.valid_to
),
to_change AS (
  SELECT encounter_ix FROM principals WHERE NOT engine_agrees
  UNION
  SELECT encounter_ix FROM other_lines
  UNION
  SELECT encounter_ix FROM other_poa
)
SELECT
  exact.encounter_ix,
  NULL AS system_ix,
  'encounters.claim_ready' AS metric,
  (exact.is_exact AND to_change.encounter_ix IS NULL)::BIGINT AS y,
  1 AS x
FROM exact
LEFT JOIN to_change ON to_change.encounter_ix = exact.encounter_ix;

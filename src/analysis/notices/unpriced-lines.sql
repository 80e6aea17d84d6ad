-- Question: on how many encounters are CPT and HCPCS lines without a price because no fee covers the day?
-- Grain: one row per side and code system asked, where any fee is loaded; counts encounters whose day is known and
-- lies in no interval of any fee. Fees of single codes that are missing on a covered day are not counted here.
WITH fee_days AS (
  SELECT DISTINCT valid_from, valid_to FROM library_fees
),
days AS (
  SELECT DISTINCT judged_on FROM encounters WHERE judged_on IS NOT NULL AND EXISTS (SELECT 1 FROM fee_days)
),
uncovered AS (
  SELECT days.judged_on
  FROM days
  WHERE NOT EXISTS (
    SELECT 1 FROM fee_days WHERE days.judged_on BETWEEN fee_days.valid_from AND fee_days.valid_to
  )
),
lines AS (
  SELECT asked_codes.code_ix, asked_systems.system
  FROM asked_codes
  JOIN asked_systems ON asked_systems.system_ix = asked_codes.system_ix
  WHERE asked_systems.system IN ('CPT', 'HCPCS')
)
SELECT
  'no fee covers the days of service: no dollars for professional lines' AS notice,
  CASE assignments.side WHEN 1 THEN 'reference' ELSE 'engine' END AS side,
  lines.system,
  count(DISTINCT assignments.encounter_ix) AS count
FROM assignments
JOIN lines ON lines.code_ix = assignments.code_ix
JOIN encounters ON encounters.encounter_ix = assignments.encounter_ix
JOIN uncovered ON uncovered.judged_on = encounters.judged_on
WHERE assignments.side IN (1, 2)
GROUP BY assignments.side, lines.system
ORDER BY side, lines.system;

-- Question: which lines does each side bill?
-- Grain: coded_lines one row per CPT or HCPCS row of the reference (side 1) and of coded answers (side 2), systems
-- asked; modifiers_ix numbers sets of modifiers whatever their order, 0 is none. units and service_date are null where
-- left blank. line_modifiers one row per text of modifiers as written.
-- Source: DATA.md, Dataset: rows collapse only where every column is equal, since a repeated procedure is a fact; who
-- entered a line (coder, source) and with what confidence makes no second one.
CREATE OR REPLACE TABLE line_modifiers AS
WITH written AS (
  SELECT DISTINCT coalesce(assignments.modifiers, '') AS modifiers FROM assignments
),
sorted AS (
  SELECT
    modifiers,
    array_to_string(list_sort(list_distinct(regexp_extract_all(upper(modifiers), '[^\s]+'))), ' ') AS modifier_set
  FROM written
)
SELECT
  modifiers,
  CASE WHEN modifier_set = '' THEN 0 ELSE dense_rank() OVER (ORDER BY modifier_set) END::INTEGER AS modifiers_ix,
  modifier_set
FROM sorted
ORDER BY modifiers;

CREATE OR REPLACE TABLE coded_lines AS
WITH written AS (
  SELECT DISTINCT
    assignments.encounter_ix,
    assignments.side,
    assignments.code_ix,
    asked_codes.system_ix,
    coalesce(assignments.modifiers, '') AS modifiers,
    assignments.units,
    assignments.service_date,
    assignments.sequence,
    assignments.line,
    assignments.use,
    assignments.poa,
    assignments.version
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  JOIN asked_systems ON asked_systems.system_ix = asked_codes.system_ix
  WHERE assignments.side IN (1, 2) AND asked_systems.system IN ('CPT', 'HCPCS')
)
SELECT
  written.encounter_ix,
  written.side,
  written.code_ix,
  written.system_ix,
  line_modifiers.modifiers_ix,
  written.units,
  written.service_date
FROM written
JOIN line_modifiers ON line_modifiers.modifiers = written.modifiers;

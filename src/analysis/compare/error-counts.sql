-- Question: in how many encounters of either run does each error of compare_errors occur?
-- Grain: one row per error that either run reports, with the official titles of its codes where known.
-- Source: counted as the analysis counts them: pairs and single codes from errors, attributes by the reference's code.
WITH older_events AS (
  SELECT compare_errors.error_ix, old_errors.encounter_ix
  FROM old_errors
  JOIN compare_errors
    ON compare_errors.old_from = coalesce(old_errors.missed_ix, -1)
    AND compare_errors.old_to = coalesce(old_errors.added_ix, -1)
    AND compare_errors.class = old_errors.class::VARCHAR
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_errors.encounter_ix
  UNION
  SELECT compare_errors.error_ix, old_attribute_errors.encounter_ix
  FROM old_attribute_errors
  JOIN compare_errors ON compare_errors.old_from = old_attribute_errors.code_ix AND compare_errors.class = old_attribute_errors.class::VARCHAR
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_attribute_errors.encounter_ix
),
newer_events AS (
  SELECT compare_errors.error_ix, new_errors.encounter_ix
  FROM new_errors
  JOIN compare_errors
    ON compare_errors.new_from = coalesce(new_errors.missed_ix, -1)
    AND compare_errors.new_to = coalesce(new_errors.added_ix, -1)
    AND compare_errors.class = new_errors.class::VARCHAR
  SEMI JOIN compare_encounters ON compare_encounters.new_ix = new_errors.encounter_ix
  UNION
  SELECT compare_errors.error_ix, new_attribute_errors.encounter_ix
  FROM new_attribute_errors
  JOIN compare_errors ON compare_errors.new_from = new_attribute_errors.code_ix AND compare_errors.class = new_attribute_errors.class::VARCHAR
  SEMI JOIN compare_encounters ON compare_encounters.new_ix = new_attribute_errors.encounter_ix
),
older AS (
  SELECT error_ix, count(*)::INTEGER AS encounters FROM older_events GROUP BY error_ix
),
newer AS (
  SELECT error_ix, count(*)::INTEGER AS encounters FROM newer_events GROUP BY error_ix
)
SELECT
  compare_systems.system,
  compare_errors.class,
  compare_errors.state,
  from_codes.code AS from_code,
  to_codes.code AS to_code,
  coalesce(new_from_facts.title, old_from_facts.title) AS from_title,
  coalesce(new_to_facts.title, old_to_facts.title) AS to_title,
  coalesce(older.encounters, 0) AS encounters_a,
  coalesce(newer.encounters, 0) AS encounters_b
FROM compare_errors
JOIN compare_systems ON compare_systems.system_ix = compare_errors.system_ix
LEFT JOIN compare_codes AS from_codes ON from_codes.key_ix = compare_errors.from_key
LEFT JOIN compare_codes AS to_codes ON to_codes.key_ix = compare_errors.to_key
LEFT JOIN old_code_facts AS old_from_facts ON old_from_facts.code_ix = compare_errors.old_from
LEFT JOIN new_code_facts AS new_from_facts ON new_from_facts.code_ix = compare_errors.new_from
LEFT JOIN old_code_facts AS old_to_facts ON old_to_facts.code_ix = compare_errors.old_to
LEFT JOIN new_code_facts AS new_to_facts ON new_to_facts.code_ix = compare_errors.new_to
LEFT JOIN older ON older.error_ix = compare_errors.error_ix
LEFT JOIN newer ON newer.error_ix = compare_errors.error_ix
ORDER BY compare_errors.error_ix;

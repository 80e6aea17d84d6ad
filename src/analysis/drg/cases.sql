-- Question: which one DRG does each side give an encounter, and what does each weigh?
-- Grain: drg_pairs one row per encounter and DRG system of which the reference names any DRG: the one DRG of each side,
-- null for none or several, whether groupers of one version made them, and weights in ten-thousandths, null where not
-- known. drg_case one row per encounter: its MS-DRG pair (the last system by name), else its APR-DRG pair, where the
-- versions may be compared.
-- Source: METRICS.md, Conventions. The weight is that of the row's version, else of its fiscal year (43.1: 43), else one
-- without version, else, for a row without version, that of the only version loaded. A side that names no version is
-- taken for the other's.
CREATE OR REPLACE TABLE drg_answers AS
WITH ends AS (
  SELECT
    assignments.encounter_ix,
    asked_codes.system_ix,
    min(assignments.code_ix) FILTER (WHERE assignments.side = 1) AS reference_ix,
    max(assignments.code_ix) FILTER (WHERE assignments.side = 1) AS last_reference_ix,
    min(assignments.code_ix) FILTER (WHERE assignments.side = 2) AS engine_ix,
    max(assignments.code_ix) FILTER (WHERE assignments.side = 2) AS last_engine_ix,
    min(drg_versions.version_ix) FILTER (WHERE assignments.side = 1) AS reference_version_ix,
    max(drg_versions.version_ix) FILTER (WHERE assignments.side = 1) AS last_reference_version_ix,
    min(drg_versions.version_ix) FILTER (WHERE assignments.side = 2) AS engine_version_ix,
    max(drg_versions.version_ix) FILTER (WHERE assignments.side = 2) AS last_engine_version_ix
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  LEFT JOIN drg_versions ON drg_versions.version = assignments.version
  WHERE NOT asked_codes.in_all AND assignments.side IN (1, 2)
  GROUP BY assignments.encounter_ix, asked_codes.system_ix
)
SELECT
  encounter_ix,
  system_ix,
  CASE WHEN reference_ix = last_reference_ix THEN reference_ix END AS reference_ix,
  CASE WHEN engine_ix = last_engine_ix THEN engine_ix END AS engine_ix,
  reference_ix <> last_reference_ix AS has_several_in_reference,
  coalesce(engine_ix <> last_engine_ix, false) AS has_several_of_engine,
  coalesce(reference_version, engine_version) AS reference_version_ix,
  coalesce(engine_version, reference_version) AS engine_version_ix
FROM (
  SELECT
    encounter_ix,
    system_ix,
    reference_ix,
    last_reference_ix,
    engine_ix,
    last_engine_ix,
    CASE WHEN reference_version_ix = last_reference_version_ix THEN reference_version_ix END AS reference_version,
    CASE WHEN engine_version_ix = last_engine_version_ix THEN engine_version_ix END AS engine_version
  FROM ends
) AS versioned
WHERE reference_ix IS NOT NULL;

CREATE OR REPLACE TABLE drg_weights AS
WITH loaded AS (
  SELECT
    drg_versions.version_ix,
    drg_versions.year_ix,
    library_drg_weights.drg,
    round(max(library_drg_weights.weight) * 10000)::BIGINT AS weight
  FROM library_drg_weights
  LEFT JOIN drg_versions ON drg_versions.version = library_drg_weights.version
  GROUP BY drg_versions.version_ix, drg_versions.year_ix, library_drg_weights.drg
),
yearly AS (
  SELECT year_ix, drg, min(weight) AS weight
  FROM loaded
  WHERE year_ix IS NOT NULL
  GROUP BY year_ix, drg
  HAVING min(weight) = max(weight)
),
years AS (
  SELECT DISTINCT version_ix, year_ix FROM drg_versions
),
only_version AS (
  SELECT min(version_ix) AS version_ix FROM loaded HAVING min(version_ix) = max(version_ix)
),
given AS (
  SELECT reference_ix AS code_ix, reference_version_ix AS version_ix FROM drg_answers WHERE reference_ix IS NOT NULL
  UNION
  SELECT engine_ix AS code_ix, engine_version_ix AS version_ix FROM drg_answers WHERE engine_ix IS NOT NULL
)
SELECT
  given.code_ix,
  given.version_ix,
  coalesce(of_version.weight, of_year.weight, unversioned.weight, of_only_version.weight) AS weight
FROM given
JOIN codes ON codes.code_ix = given.code_ix
LEFT JOIN loaded AS of_version ON of_version.drg = codes.code AND of_version.version_ix = given.version_ix
LEFT JOIN years ON years.version_ix = given.version_ix
LEFT JOIN yearly AS of_year ON of_year.drg = codes.code AND of_year.year_ix = years.year_ix
LEFT JOIN loaded AS unversioned ON unversioned.drg = codes.code AND unversioned.version_ix IS NULL
LEFT JOIN only_version ON given.version_ix IS NULL
LEFT JOIN loaded AS of_only_version
  ON of_only_version.drg = codes.code AND of_only_version.version_ix = only_version.version_ix
ORDER BY given.code_ix, given.version_ix NULLS FIRST;

CREATE OR REPLACE TABLE drg_pairs AS
SELECT
  drg_answers.encounter_ix,
  drg_answers.system_ix,
  drg_answers.reference_ix,
  drg_answers.engine_ix,
  drg_answers.has_several_in_reference,
  drg_answers.has_several_of_engine,
  coalesce(drg_answers.reference_version_ix = drg_answers.engine_version_ix, true) AS is_comparable,
  reference.weight AS reference_weight,
  engine.weight AS engine_weight
FROM drg_answers
LEFT JOIN drg_weights AS reference
  ON reference.code_ix = drg_answers.reference_ix
  AND reference.version_ix IS NOT DISTINCT FROM drg_answers.reference_version_ix
LEFT JOIN drg_weights AS engine
  ON engine.code_ix = drg_answers.engine_ix
  AND engine.version_ix IS NOT DISTINCT FROM drg_answers.engine_version_ix;

DROP TABLE drg_answers;

CREATE OR REPLACE TABLE drg_case AS
SELECT
  encounter_ix,
  arg_max_null(reference_ix, system_ix) AS reference_ix,
  arg_max_null(engine_ix, system_ix) AS engine_ix,
  arg_max_null(engine_weight - reference_weight, system_ix) AS weight_shift
FROM drg_pairs
WHERE reference_ix IS NOT NULL AND engine_ix IS NOT NULL AND is_comparable
GROUP BY encounter_ix
ORDER BY encounter_ix;

-- Question: to which coarser groups do the codes of the systems asked belong?
-- Grain: bias_groups one row per group that any code of the run may fall in; bias_members one row per code and group,
-- with the days on which it holds (null: always). A code may be in several CCSR categories and several HCCs.
-- Source: categories by the structure of the code, CCSR and CMS-HCC by the library's tables; an HCC holds on the
-- days that the model's table covers, and `encounters` of its level are those judged on such a day.
CREATE OR REPLACE TABLE level_codes AS
SELECT
  'category' AS level,
  code_facts.code_ix,
  codes.system,
  code_facts.category AS code,
  NULL::DATE AS valid_from,
  NULL::DATE AS valid_to
FROM code_facts
JOIN codes ON codes.code_ix = code_facts.code_ix
WHERE code_facts.category IS NOT NULL AND starts_with(codes.system, 'ICD')
UNION ALL
SELECT DISTINCT 'CCSR', codes.code_ix, codes.system, library_ccsr.category, NULL::DATE, NULL::DATE
FROM codes
JOIN library_ccsr ON library_ccsr.code = codes.code
WHERE codes.system = 'ICD-10-CM'
UNION ALL
SELECT DISTINCT
  'HCC ' || library_hcc.model,
  codes.code_ix,
  codes.system,
  library_hcc.hcc::VARCHAR,
  greatest(library_hcc.valid_from, library_hcc_coverage.valid_from),
  least(library_hcc.valid_to, library_hcc_coverage.valid_to)
FROM codes
JOIN library_hcc ON library_hcc.code = codes.code
JOIN library_hcc_coverage
  ON library_hcc_coverage.model = library_hcc.model
  AND library_hcc_coverage.valid_from <= library_hcc.valid_to
  AND library_hcc_coverage.valid_to >= library_hcc.valid_from
WHERE codes.system = 'ICD-10-CM' AND library_hcc.model IN ('V24', 'V28');

CREATE OR REPLACE TABLE bias_groups AS
WITH days AS (
  SELECT encounters.judged_on, count(*) AS encounters
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE responses.status <> 'open' AND encounters.judged_on IS NOT NULL
  GROUP BY encounters.judged_on
),
covered_days AS (
  SELECT DISTINCT 'HCC ' || library_hcc_coverage.model AS level, days.judged_on, days.encounters
  FROM days
  JOIN library_hcc_coverage ON days.judged_on BETWEEN library_hcc_coverage.valid_from AND library_hcc_coverage.valid_to
),
covered AS (
  SELECT level, sum(encounters)::BIGINT AS encounters FROM covered_days GROUP BY level
),
titles AS (
  SELECT 'category' AS level, system, code, title FROM library_codes
  UNION ALL
  SELECT 'CCSR', 'ICD-10-CM', category, title FROM library_ccsr_categories
),
groups AS (
  SELECT DISTINCT level_codes.level, asked_systems.system_ix, level_codes.system, level_codes.code
  FROM level_codes
  JOIN asked_systems ON asked_systems.system = level_codes.system
)
SELECT
  (row_number() OVER (ORDER BY groups.level, groups.system, groups.code) - 1)::INTEGER AS group_ix,
  groups.level,
  groups.system_ix,
  groups.system,
  groups.code,
  titles.title,
  CASE WHEN starts_with(groups.level, 'HCC') THEN coalesce(covered.encounters, 0) ELSE $encounters END::BIGINT
    AS encounters
FROM groups
LEFT JOIN titles ON titles.level = groups.level AND titles.system = groups.system AND titles.code = groups.code
LEFT JOIN covered ON covered.level = groups.level;

CREATE OR REPLACE TABLE bias_members AS
SELECT
  level_codes.level,
  level_codes.code_ix,
  bias_groups.group_ix,
  level_codes.valid_from,
  level_codes.valid_to
FROM level_codes
JOIN bias_groups
  ON bias_groups.level = level_codes.level
  AND bias_groups.system = level_codes.system
  AND bias_groups.code = level_codes.code;

DROP TABLE level_codes;

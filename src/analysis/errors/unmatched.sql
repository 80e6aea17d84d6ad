-- Question: which assignments have no counterpart, and what of each decides how it may be paired?
-- Grain: unmatched one row per encounter and code that one side alone holds (side 1 reference, 2 engine), systems
-- asked, DRGs aside where the engine never gives any; level_family and level_rank are those of evaluation and
-- management on the day, for the kind of claim.
-- ancestor_codes one row per code and code above it in the hierarchy.
-- Source: METRICS.md, Error classes, Conventions: an engine that gives no DRG has null, not a miss. A line's own day
-- goes before the encounter's; without a day the families of now decide.
CREATE OR REPLACE TABLE level_codes AS
SELECT
  codes.code_ix,
  em_levels.is_facility,
  dense_rank() OVER (ORDER BY em_levels.family)::INTEGER AS level_family,
  em_levels.level_rank,
  em_levels.valid_from::DATE AS valid_from,
  coalesce(em_levels.valid_to, '9999-12-31')::DATE AS valid_to
FROM em_levels
JOIN codes ON codes.system = em_levels.system AND codes.code = em_levels.code
ORDER BY codes.code_ix, em_levels.is_facility, em_levels.valid_from;

CREATE OR REPLACE TABLE unmatched_levels AS
WITH line_days AS (
  SELECT assignments.encounter_ix, assignments.code_ix, min(assignments.service_date) AS day
  FROM assignments
  SEMI JOIN level_codes ON level_codes.code_ix = assignments.code_ix
  WHERE assignments.side IN (1, 2) AND assignments.service_date IS NOT NULL
  GROUP BY assignments.encounter_ix, assignments.code_ix
),
dated AS (
  SELECT
    matches.encounter_ix,
    matches.code_ix,
    level_codes.level_family,
    level_codes.level_rank,
    row_number() OVER (
      PARTITION BY matches.encounter_ix, matches.code_ix
      ORDER BY (level_codes.is_facility = (coalesce(encounters.claim_type, '') = 'facility')) DESC, level_codes.valid_from
    ) AS place
  FROM matches
  JOIN level_codes ON level_codes.code_ix = matches.code_ix
  JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
  LEFT JOIN line_days
    ON line_days.encounter_ix = matches.encounter_ix
    AND line_days.code_ix = matches.code_ix
    AND encounters.is_line_dated
  WHERE matches.side <> 3
    AND coalesce(line_days.day, encounters.judged_on, DATE '9999-12-31') BETWEEN level_codes.valid_from AND level_codes.valid_to
    AND (NOT level_codes.is_facility OR encounters.claim_type = 'facility')
)
SELECT encounter_ix, code_ix, level_family, level_rank FROM dated WHERE place = 1;

CREATE OR REPLACE TABLE unmatched AS
SELECT
  matches.encounter_ix,
  encounters.cluster_ix,
  asked_codes.system_ix,
  matches.code_ix,
  matches.side,
  invalid_codes.code_ix IS NOT NULL AS is_invalid,
  unmatched_levels.level_family,
  unmatched_levels.level_rank
FROM matches
JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
ANTI JOIN systems_not_given ON systems_not_given.system_ix = asked_codes.system_ix
JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
LEFT JOIN invalid_codes
  ON invalid_codes.encounter_ix = matches.encounter_ix AND invalid_codes.code_ix = matches.code_ix
LEFT JOIN unmatched_levels
  ON unmatched_levels.encounter_ix = matches.encounter_ix AND unmatched_levels.code_ix = matches.code_ix
WHERE matches.side <> 3;

CREATE OR REPLACE TABLE ancestor_codes AS
SELECT below.code_ix, above.code_ix AS ancestor_ix
FROM code_nodes AS below
JOIN code_nodes AS above ON above.node_ix = below.node_ix AND above.is_self
WHERE NOT below.is_self
ORDER BY below.code_ix, above.code_ix;

DROP TABLE unmatched_levels;

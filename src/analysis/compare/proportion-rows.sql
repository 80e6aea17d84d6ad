-- Question: what does each encounter add to one share of encounters ($metric) in either run: the same first diagnosis,
-- or an engine that failed, abstained or answered?
-- Grain: compare_rows one row per encounter that enters; system_ix −2, a figure of no system; a older run, b newer.
-- Source: METRICS.md, Figures.
CREATE OR REPLACE TEMP TABLE compare_rows AS
WITH facts AS (
  SELECT
    compare_encounters.encounter_ix,
    old_responses.status AS old_status,
    new_responses.status AS new_status,
    coalesce(old_principals.engine_agrees, false) AS old_agrees,
    coalesce(new_principals.engine_agrees, false) AS new_agrees,
    old_principals.encounter_ix IS NOT NULL AS old_has_first,
    new_principals.encounter_ix IS NOT NULL AS new_has_first
  FROM compare_encounters
  JOIN old_responses ON old_responses.encounter_ix = compare_encounters.encounter_ix
  JOIN new_responses ON new_responses.encounter_ix = compare_encounters.new_ix
  LEFT JOIN old_principals ON old_principals.encounter_ix = compare_encounters.encounter_ix
  LEFT JOIN new_principals ON new_principals.encounter_ix = compare_encounters.new_ix
),
statuses (metric, status) AS (
  VALUES
    ('engine.error_rate', 'failed'),
    ('engine.abstention_rate', 'abstained'),
    ('engine.answered_rate', 'coded')
),
of_responses AS (
  SELECT facts.encounter_ix, (old_status = status)::BIGINT AS ya, 1 AS xa, (new_status = status)::BIGINT AS yb, 1 AS xb
  FROM statuses
  CROSS JOIN facts
  WHERE statuses.metric = $metric
),
of_principals AS (
  SELECT
    encounter_ix,
    old_agrees::BIGINT AS ya,
    old_has_first::BIGINT AS xa,
    new_agrees::BIGINT AS yb,
    new_has_first::BIGINT AS xb
  FROM facts
  WHERE $metric = 'principal.agreement' AND (old_has_first OR new_has_first)
)
SELECT encounter_ix, -2 AS system_ix, ya, xa::BIGINT AS xa, yb, xb::BIGINT AS xb FROM of_responses
UNION ALL
SELECT encounter_ix, -2 AS system_ix, ya, xa, yb, xb FROM of_principals;

-- Question: which encounters were answered in both runs, and by what numbers does each run know them and the systems?
-- Grain: compare_encounters one row per encounter; encounter_ix, cluster_ix and system_ix are the older run's numbers,
-- new_ix those of the newer. compare_systems one row per code system that both asked for, and −1 for all together.
-- compare_alone and compare_shared one row per scope and encounter, apart by whether its cluster has another in the scope:
-- adding up clusters is what a comparison spends its time on, and those of one encounter need none.
-- compare_patterns is left empty: one row per figure, scope, system and equal sums of clusters, with how many there are.
-- Source: METRICS.md, Intervals: two runs compared. Scopes are paired before, in compare_scopes.
CREATE OR REPLACE TEMP TABLE compare_encounters AS
SELECT old_encounters.encounter_ix, new_encounters.encounter_ix AS new_ix, old_encounters.cluster_ix
FROM old_encounters
JOIN new_encounters ON new_encounters.encounter_id = old_encounters.encounter_id
JOIN old_responses ON old_responses.encounter_ix = old_encounters.encounter_ix
JOIN new_responses ON new_responses.encounter_ix = new_encounters.encounter_ix
WHERE old_responses.status <> 'open' AND new_responses.status <> 'open'
ORDER BY old_encounters.encounter_ix;

CREATE OR REPLACE TEMP TABLE compare_systems AS
SELECT old_asked_systems.system_ix, new_asked_systems.system_ix AS new_ix, old_asked_systems.system, old_asked_systems.in_all
FROM old_asked_systems
JOIN new_asked_systems ON new_asked_systems.system = old_asked_systems.system
UNION ALL
SELECT -1 AS system_ix, -1 AS new_ix, 'all' AS system, false AS in_all;

CREATE OR REPLACE TEMP TABLE compare_members AS
SELECT compare_scopes.scope_ix, compare_encounters.encounter_ix, compare_encounters.cluster_ix
FROM new_scope_members
JOIN compare_scopes ON compare_scopes.new_ix = new_scope_members.scope_ix
JOIN compare_encounters ON compare_encounters.new_ix = new_scope_members.encounter_ix;

CREATE OR REPLACE TEMP TABLE compare_shared AS
SELECT compare_members.scope_ix, compare_members.encounter_ix, compare_members.cluster_ix
FROM compare_members
JOIN (
  SELECT scope_ix, cluster_ix
  FROM compare_members
  GROUP BY scope_ix, cluster_ix
  HAVING count(*) > 1
) AS shared ON shared.scope_ix = compare_members.scope_ix AND shared.cluster_ix = compare_members.cluster_ix;

CREATE OR REPLACE TEMP TABLE compare_alone AS
SELECT compare_members.scope_ix, compare_members.encounter_ix
FROM compare_members
ANTI JOIN compare_shared
  ON compare_shared.scope_ix = compare_members.scope_ix AND compare_shared.encounter_ix = compare_members.encounter_ix;

DROP TABLE compare_members;

CREATE OR REPLACE TEMP TABLE compare_patterns (
  metric_ix INTEGER,
  scope_ix INTEGER,
  system_ix INTEGER,
  ya BIGINT,
  xa BIGINT,
  yb BIGINT,
  xb BIGINT,
  clusters BIGINT,
  encounters BIGINT
);

-- Question: what does each encounter add to one figure of the table `measures` in either run? $old_code and $new_code
-- are the metric's numbers in the runs' own types, null where a run has none of it.
-- Grain: compare_rows one row per encounter and code system (−1 all, −2 a figure of no system); a older run, b newer.
-- Source: METRICS.md, Figures. DRGs are left out of all systems together; of a match in every system ($is_whole), which no
-- sum over systems gives, `measures` holds the rows of all systems itself.
CREATE OR REPLACE TEMP TABLE compare_rows AS
WITH older AS (
  SELECT old_measures.encounter_ix, coalesce(old_measures.system_ix, -2) AS system_ix, old_measures.y, old_measures.x
  FROM old_measures
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_measures.encounter_ix
  WHERE enum_code(old_measures.metric) = $old_code
),
newer AS (
  SELECT
    compare_encounters.encounter_ix,
    coalesce(compare_systems.system_ix, -2) AS system_ix,
    new_measures.y,
    new_measures.x
  FROM new_measures
  JOIN compare_encounters ON compare_encounters.new_ix = new_measures.encounter_ix
  LEFT JOIN compare_systems ON compare_systems.new_ix = new_measures.system_ix
  WHERE enum_code(new_measures.metric) = $new_code
),
paired AS (
  SELECT
    coalesce(older.encounter_ix, newer.encounter_ix) AS encounter_ix,
    coalesce(older.system_ix, newer.system_ix) AS system_ix,
    coalesce(older.y, 0) AS ya,
    coalesce(older.x, 0) AS xa,
    coalesce(newer.y, 0) AS yb,
    coalesce(newer.x, 0) AS xb
  FROM older
  FULL JOIN newer ON newer.encounter_ix = older.encounter_ix AND newer.system_ix = older.system_ix
)
SELECT encounter_ix, system_ix, ya, xa, yb, xb
FROM paired
UNION ALL
SELECT
  paired.encounter_ix,
  -1 AS system_ix,
  sum(paired.ya)::BIGINT AS ya,
  sum(paired.xa)::BIGINT AS xa,
  sum(paired.yb)::BIGINT AS yb,
  sum(paired.xb)::BIGINT AS xb
FROM paired
JOIN compare_systems ON compare_systems.system_ix = paired.system_ix
WHERE compare_systems.in_all AND NOT $is_whole
GROUP BY paired.encounter_ix;

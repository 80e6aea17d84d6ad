-- Question: which encounters became, and which stopped being, coded exactly as in the reference?
-- Grain: one row per code system (all together where several are asked), with the first ids of each change.
-- Source: METRICS.md, encounters.exact_match; where a run has no row of an encounter both of its sides are empty: exact.
WITH older AS (
  SELECT old_encounter_sums.encounter_ix, old_encounter_sums.system_ix, fp + fn = 0 AS is_exact
  FROM old_encounter_sums
  SEMI JOIN compare_encounters ON compare_encounters.encounter_ix = old_encounter_sums.encounter_ix
),
newer AS (
  SELECT compare_encounters.encounter_ix, compare_systems.system_ix, fp + fn = 0 AS is_exact
  FROM new_encounter_sums
  JOIN compare_systems ON compare_systems.new_ix = new_encounter_sums.system_ix
  JOIN compare_encounters ON compare_encounters.new_ix = new_encounter_sums.encounter_ix
),
paired AS (
  SELECT
    coalesce(older.encounter_ix, newer.encounter_ix) AS encounter_ix,
    coalesce(older.system_ix, newer.system_ix) AS system_ix,
    coalesce(older.is_exact, true) AS was_exact,
    coalesce(newer.is_exact, true) AS is_exact
  FROM older
  FULL JOIN newer ON newer.encounter_ix = older.encounter_ix AND newer.system_ix = older.system_ix
),
named AS (
  SELECT paired.system_ix, paired.was_exact, paired.is_exact, old_encounters.encounter_id
  FROM paired
  JOIN old_encounters ON old_encounters.encounter_ix = paired.encounter_ix
)
SELECT
  compare_systems.system,
  count_if(named.was_exact AND named.is_exact)::INTEGER AS both,
  count_if(named.is_exact AND NOT named.was_exact)::INTEGER AS became,
  count_if(named.was_exact AND NOT named.is_exact)::INTEGER AS stopped,
  count_if(NOT named.was_exact AND NOT named.is_exact)::INTEGER AS neither,
  coalesce(
    min(named.encounter_id, 20) FILTER (WHERE named.is_exact AND NOT named.was_exact),
    []::VARCHAR[]
  ) AS became_examples,
  coalesce(
    min(named.encounter_id, 20) FILTER (WHERE named.was_exact AND NOT named.is_exact),
    []::VARCHAR[]
  ) AS stopped_examples
FROM named
JOIN compare_systems ON compare_systems.system_ix = named.system_ix
GROUP BY compare_systems.system_ix, compare_systems.system
ORDER BY compare_systems.system_ix;

-- Question: in how many encounters of each stratum may truth differ from what the codings predict?
-- Grain: one row per scope, code system and stratum: encounters in all, with a code of the engine, of the coders.
WITH totals AS (
  SELECT scope_members.scope_ix, review_members.stratum_ix, count(*)::INTEGER AS encounters
  FROM scope_members
  JOIN review_members ON review_members.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, review_members.stratum_ix
),
given AS (
  SELECT
    scope_members.scope_ix,
    encounter_sums.system_ix,
    review_members.stratum_ix,
    count_if(encounter_sums.tp + encounter_sums.fp > 0)::INTEGER AS engine,
    count_if(encounter_sums.tp + encounter_sums.fn > 0)::INTEGER AS coder
  FROM encounter_sums
  JOIN review_systems ON review_systems.system_ix = encounter_sums.system_ix
  JOIN review_members ON review_members.encounter_ix = encounter_sums.encounter_ix
  JOIN scope_members ON scope_members.encounter_ix = encounter_sums.encounter_ix
  GROUP BY scope_members.scope_ix, encounter_sums.system_ix, review_members.stratum_ix
)
SELECT
  totals.scope_ix,
  review_systems.system_ix,
  totals.stratum_ix,
  totals.encounters,
  coalesce(given.engine, 0)::INTEGER AS engine,
  coalesce(given.coder, 0)::INTEGER AS coder
FROM totals
CROSS JOIN review_systems
LEFT JOIN given
  ON given.scope_ix = totals.scope_ix
  AND given.system_ix = review_systems.system_ix
  AND given.stratum_ix = totals.stratum_ix
ORDER BY totals.scope_ix, review_systems.system_ix, totals.stratum_ix;

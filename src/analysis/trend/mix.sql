-- Question: how do the codes of each side spread over the listed categories, period by period?
-- Grain: one row per system, side (1 reference, 2 engine), period and slot, with the moments of the category's share
-- over clusters. trend_categories says which category has which slot; all others share slot 0.
-- Source: Rao & Scott 1981, J. Am. Stat. Assoc. 76:221: shares of a mix, and their variance between clusters.
WITH slotted AS (
  SELECT
    code_facts.code_ix,
    asked_systems.system,
    coalesce(trend_categories.slot, 0) AS slot
  FROM code_facts
  JOIN codes ON codes.code_ix = code_facts.code_ix
  JOIN asked_systems ON asked_systems.system_ix = code_facts.system_ix
  LEFT JOIN trend_categories
    ON trend_categories.system = asked_systems.system
    AND trend_categories.category = coalesce(code_facts.category, codes.code)
),
sides AS (
  SELECT 1 AS side
  UNION ALL
  SELECT 2 AS side
),
slot_sums AS (
  SELECT
    slotted.system,
    sides.side,
    CASE WHEN $by_week THEN encounters.week ELSE 0 END AS period,
    encounters.cluster_ix,
    slotted.slot,
    count(*) AS codes
  FROM matches
  JOIN sides ON matches.side = 3 OR matches.side = sides.side
  JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
  JOIN slotted ON slotted.code_ix = matches.code_ix
  WHERE NOT $by_week OR encounters.week IS NOT NULL
  GROUP BY slotted.system, sides.side, period, encounters.cluster_ix, slotted.slot
),
cluster_sums AS (
  SELECT system, side, period, cluster_ix, sum(codes)::BIGINT AS codes
  FROM slot_sums
  GROUP BY system, side, period, cluster_ix
),
totals AS (
  SELECT
    system,
    side,
    period,
    sum(codes)::BIGINT AS x,
    sum(codes * codes)::BIGINT AS xx,
    count(*)::INTEGER AS clusters
  FROM cluster_sums
  GROUP BY system, side, period
),
slot_moments AS (
  SELECT
    slot_sums.system,
    slot_sums.side,
    slot_sums.period,
    slot_sums.slot,
    sum(slot_sums.codes)::BIGINT AS y,
    sum(slot_sums.codes * slot_sums.codes)::BIGINT AS yy,
    sum(slot_sums.codes * cluster_sums.codes)::BIGINT AS xy
  FROM slot_sums
  JOIN cluster_sums
    ON cluster_sums.system = slot_sums.system
    AND cluster_sums.side = slot_sums.side
    AND cluster_sums.period = slot_sums.period
    AND cluster_sums.cluster_ix = slot_sums.cluster_ix
  GROUP BY slot_sums.system, slot_sums.side, slot_sums.period, slot_sums.slot
)
SELECT
  slot_moments.system,
  slot_moments.side,
  slot_moments.period,
  slot_moments.slot,
  slot_moments.y,
  totals.x,
  slot_moments.yy,
  slot_moments.xy,
  totals.xx,
  totals.clusters
FROM slot_moments
JOIN totals
  ON totals.system = slot_moments.system
  AND totals.side = slot_moments.side
  AND totals.period = slot_moments.period
ORDER BY slot_moments.system, slot_moments.side, slot_moments.period, slot_moments.slot;

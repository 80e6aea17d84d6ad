-- Question: how far do the sides agree at every level of the hierarchy of their ICD codes?
-- Grain: measures gains one row per encounter and system with any code on either side; y is 2·TP, x what both hold.
-- Source: METRICS.md, Figures: `codes.hierarchical_f1` (Falis et al. 2021) counts each node as often as a side's codes
-- stand at it or below. A code both hold is shared at each of its nodes, since min(m + p, m + r) = m + min(p, r): nodes
-- are compared for unmatched codes alone. A code without nodes stands for itself.
INSERT INTO measures (encounter_ix, system_ix, metric, y, x)
WITH wanted AS (
  SELECT asked_codes.code_ix, asked_codes.system_ix
  FROM asked_codes
  JOIN asked_systems ON asked_systems.system_ix = asked_codes.system_ix
  WHERE contains($systems, '|' || asked_systems.system || '|')
),
nodes AS (
  SELECT DISTINCT
    wanted.code_ix,
    wanted.system_ix,
    coalesce(code_nodes.node_ix, -1 - wanted.code_ix) AS node_ix
  FROM wanted
  LEFT JOIN code_nodes ON code_nodes.code_ix = wanted.code_ix
),
heights AS (
  SELECT code_ix, system_ix, count(*) AS levels FROM nodes GROUP BY code_ix, system_ix
),
held AS (
  SELECT
    matches.encounter_ix,
    heights.system_ix,
    coalesce(sum(heights.levels) FILTER (WHERE matches.side = 3), 0)::BIGINT AS matched,
    sum(heights.levels * CASE WHEN matches.side = 3 THEN 2 ELSE 1 END)::BIGINT AS held
  FROM matches
  JOIN heights ON heights.code_ix = matches.code_ix
  GROUP BY matches.encounter_ix, heights.system_ix
),
met AS (
  SELECT
    matches.encounter_ix,
    nodes.system_ix,
    least(count(*) FILTER (WHERE matches.side = 1), count(*) FILTER (WHERE matches.side = 2)) AS shared
  FROM matches
  JOIN nodes ON nodes.code_ix = matches.code_ix
  WHERE matches.side <> 3
  GROUP BY matches.encounter_ix, nodes.system_ix, nodes.node_ix
),
shared AS (
  SELECT encounter_ix, system_ix, sum(shared)::BIGINT AS shared FROM met GROUP BY encounter_ix, system_ix
)
SELECT
  held.encounter_ix,
  held.system_ix,
  'codes.hierarchical_f1' AS metric,
  2 * (held.matched + coalesce(shared.shared, 0)) AS y,
  held.held AS x
FROM held
LEFT JOIN shared ON shared.encounter_ix = held.encounter_ix AND shared.system_ix = held.system_ix;

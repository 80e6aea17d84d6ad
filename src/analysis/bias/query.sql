-- Question: which codes does the engine give too often, which too seldom?
-- Grain: one row per code of the systems asked that occurs on either side, over all encounters compared.
-- Source: METRICS.md, Per-code bias. y is the engine's, x the coders' count per patient; net is over less missed.
WITH patients AS (
  SELECT
    matches.code_ix,
    encounters.cluster_ix,
    count_if(matches.side = 3)::BIGINT AS both_sides,
    count_if(matches.side = 2)::BIGINT AS over_coded,
    count_if(matches.side = 1)::BIGINT AS missed
  FROM matches
  JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
  GROUP BY matches.code_ix, encounters.cluster_ix
)
SELECT
  patients.code_ix,
  codes.system,
  codes.code,
  sum(both_sides)::BIGINT AS both_sides,
  sum(over_coded)::BIGINT AS over_coded,
  sum(missed)::BIGINT AS missed,
  sum((both_sides + over_coded) * (both_sides + over_coded))::HUGEINT AS yy,
  sum((both_sides + over_coded) * (both_sides + missed))::HUGEINT AS xy,
  sum((both_sides + missed) * (both_sides + missed))::HUGEINT AS xx,
  count(*) AS clusters
FROM patients
JOIN codes ON codes.code_ix = patients.code_ix
GROUP BY patients.code_ix, codes.system, codes.code
ORDER BY sum(both_sides + over_coded + missed) DESC, codes.system, codes.code;

-- Question: how are the patients' net discordances spread, code by code?
-- Grain: one row per code and size of a patient's non-zero net (over less missed, sign aside).
-- Source: METRICS.md, Per-code bias: the sign-flip distribution needs no more than this.
WITH patients AS (
  SELECT
    matches.code_ix,
    encounters.cluster_ix,
    count_if(matches.side = 2)::BIGINT - count_if(matches.side = 1)::BIGINT AS net
  FROM matches
  JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
  WHERE matches.side <> 3
  GROUP BY matches.code_ix, encounters.cluster_ix
)
SELECT code_ix, abs(net) AS magnitude, count(*) AS patients
FROM patients
WHERE net <> 0
GROUP BY code_ix, abs(net)
ORDER BY code_ix, magnitude;

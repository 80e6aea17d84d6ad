-- Question: how are the patients' net discordances spread, group by group?
-- Grain: one row per group and size of a patient's non-zero net (over less missed, sign aside).
-- Source: METRICS.md, Per-code bias: the sign-flip distribution needs no more than this.
SELECT group_ix, abs(over_coded - missed) AS magnitude, sum(patients)::BIGINT AS patients
FROM bias_spreads
WHERE over_coded <> missed
GROUP BY group_ix, abs(over_coded - missed)
ORDER BY group_ix, magnitude;

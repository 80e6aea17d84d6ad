-- Question: how are patients' nets of better and worse encounters spread, code by code?
-- Grain: one row per code and size of a patient's non-zero net (gained and dropped less lost and added, sign aside).
-- Source: METRICS.md, Per-code bias: the sign-flip distribution needs no more than this.
WITH nets AS (
  SELECT
    compare_changes.key_ix,
    compare_encounters.cluster_ix,
    sum(CASE WHEN compare_changes.change IN (2, 4) THEN 1 ELSE -1 END)::INTEGER AS net
  FROM compare_changes
  JOIN compare_encounters ON compare_encounters.encounter_ix = compare_changes.encounter_ix
  GROUP BY compare_changes.key_ix, compare_encounters.cluster_ix
)
SELECT key_ix, abs(net) AS magnitude, count(*)::INTEGER AS patients
FROM nets
WHERE net <> 0
GROUP BY key_ix, abs(net)
ORDER BY key_ix, magnitude;

-- Question: which bin does each confidence fall into, of its own system, of all systems together, of encounters?
-- Grain: one row per kind, system and confidence in 1/10,000; every_bin_ix is the bin among all systems, null for
-- encounters and for DRGs.
CREATE OR REPLACE TABLE confidence_places AS
WITH levels AS (
  SELECT DISTINCT kind, system_ix, round(confidence * 10000)::INTEGER AS level FROM confidences
),
placed AS (
  SELECT levels.kind, levels.system_ix, levels.level, confidence_bins.bin_ix
  FROM levels
  JOIN confidence_bins
    ON confidence_bins.kind = levels.kind
    AND confidence_bins.system_ix IS NOT DISTINCT FROM levels.system_ix
    AND levels.level BETWEEN confidence_bins.low AND confidence_bins.high
)
SELECT placed.kind, placed.system_ix, placed.level, placed.bin_ix, every.bin_ix AS every_bin_ix
FROM placed
LEFT JOIN asked_systems ON asked_systems.system_ix = placed.system_ix
LEFT JOIN placed AS every
  ON every.kind = 'codes' AND every.system_ix = -1 AND every.level = placed.level AND asked_systems.in_all
WHERE placed.kind = 'encounters' OR placed.system_ix >= 0
ORDER BY placed.kind, placed.system_ix, placed.level;

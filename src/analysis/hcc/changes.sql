-- Question: which HCCs does the engine's coding add to patient years, and which does it delete?
-- Grain: one row per model and HCC that either side gives, counts of patient years.
-- Source: METRICS.md, hcc.*: adds and deletes apart.
SELECT
  'ICD-10-CM' AS system,
  hcc_models.model,
  hcc_sides.hcc::VARCHAR AS hcc,
  count_if(hcc_sides.side = 3)::BIGINT AS both_sides,
  count_if(hcc_sides.side = 2)::BIGINT AS added,
  count_if(hcc_sides.side = 1)::BIGINT AS deleted
FROM hcc_sides
JOIN hcc_models ON hcc_models.model_ix = hcc_sides.model_ix
GROUP BY hcc_models.model, hcc_sides.hcc
ORDER BY count_if(hcc_sides.side <> 3) DESC, hcc_models.model, hcc_sides.hcc;

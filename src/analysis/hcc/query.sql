-- Question: does the engine's coding give the HCCs that the reference's gives?
-- Grain: into measures one row per patient year, at its first encounter, and metric.
-- Source: METRICS.md, hcc.*.
INSERT INTO measures
WITH counted AS (
  SELECT
    hcc_sides.encounter_ix,
    hcc_models.precision_metric,
    hcc_models.recall_metric,
    count_if(hcc_sides.side = 3)::BIGINT AS both_sides,
    count_if(hcc_sides.side <> 1)::BIGINT AS engine,
    count_if(hcc_sides.side <> 2)::BIGINT AS reference
  FROM hcc_sides
  JOIN hcc_models ON hcc_models.model_ix = hcc_sides.model_ix
  GROUP BY hcc_sides.encounter_ix, hcc_models.precision_metric, hcc_models.recall_metric
)
SELECT encounter_ix, NULL::INTEGER AS system_ix, precision_metric AS metric, both_sides AS y, engine AS x
FROM counted
WHERE engine > 0
UNION ALL
SELECT encounter_ix, NULL::INTEGER, recall_metric, both_sides, reference
FROM counted
WHERE reference > 0;

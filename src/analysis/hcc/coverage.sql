-- Question: for which models can HCCs be told?
-- Grain: one row per model group that is loaded; has_covered: its table covers the year of any encounter.
SELECT hcc_models.model_ix, hcc_models.model_group, count(hcc_days.judged_on) > 0 AS has_covered
FROM hcc_models
LEFT JOIN hcc_days ON hcc_days.model_ix = hcc_models.model_ix
GROUP BY hcc_models.model_ix, hcc_models.model_group
ORDER BY hcc_models.model_ix;

-- Question: does the engine find the MCCs and CCs, does it invent any, and what does a discharge's MCC rest on?
-- Grain: into measures one row per encounter and metric.
-- Source: METRICS.md, severity.*: precision beside recall, since recall alone rewards upcoding.
INSERT INTO measures
WITH counted AS (
  SELECT
    encounter_ix,
    count_if(is_mcc AND side = 3)::BIGINT AS mcc_both,
    count_if(is_mcc AND side <> 1)::BIGINT AS mcc_engine,
    count_if(is_mcc AND side <> 2)::BIGINT AS mcc_reference,
    count_if(NOT is_mcc AND side = 3)::BIGINT AS cc_both,
    count_if(NOT is_mcc AND side <> 1)::BIGINT AS cc_engine,
    count_if(NOT is_mcc AND side <> 2)::BIGINT AS cc_reference
  FROM graded_codes
  GROUP BY encounter_ix
),
stays AS (
  SELECT
    graded_stays.encounter_ix,
    coalesce(counted.mcc_engine, 0) AS mcc_engine,
    coalesce(counted.mcc_reference, 0) AS mcc_reference
  FROM graded_stays
  LEFT JOIN counted ON counted.encounter_ix = graded_stays.encounter_ix
),
answers AS (
  SELECT encounter_ix, 'severity.mcc_precision'::measure_name AS metric, mcc_both AS y, mcc_engine AS x FROM counted
  UNION ALL
  SELECT encounter_ix, 'severity.mcc_recall'::measure_name, mcc_both, mcc_reference FROM counted
  UNION ALL
  SELECT encounter_ix, 'severity.cc_precision'::measure_name, cc_both, cc_engine FROM counted
  UNION ALL
  SELECT encounter_ix, 'severity.cc_recall'::measure_name, cc_both, cc_reference FROM counted
  UNION ALL
  SELECT encounter_ix, 'severity.mcc_rate.engine'::measure_name, (mcc_engine > 0)::BIGINT, 1 FROM stays
  UNION ALL
  SELECT encounter_ix, 'severity.mcc_rate.reference'::measure_name, (mcc_reference > 0)::BIGINT, 1 FROM stays
  UNION ALL
  SELECT
    encounter_ix,
    'severity.single_mcc.engine'::measure_name,
    (mcc_engine = 1)::BIGINT,
    (mcc_engine > 0)::BIGINT
  FROM counted
  UNION ALL
  SELECT
    encounter_ix,
    'severity.single_mcc.reference'::measure_name,
    (mcc_reference = 1)::BIGINT,
    (mcc_reference > 0)::BIGINT
  FROM counted
)
SELECT encounter_ix, NULL::INTEGER AS system_ix, metric, y, x
FROM answers
WHERE x > 0;

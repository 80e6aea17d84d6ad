-- Question: which encounters are left out of the figures of DRGs, and why?
-- Grain: one row per notice, side and system; counts of encounters.
-- Source: METRICS.md, Conventions: DRGs of different grouper versions are not compared, and counted.
WITH ends AS (
  SELECT
    drg_pairs.system_ix,
    drg_pairs.has_several_in_reference,
    drg_pairs.has_several_of_engine,
    drg_pairs.is_comparable,
    drg_pairs.reference_weight IS NOT NULL AS reference_is_weighed,
    drg_pairs.engine_weight IS NOT NULL AS engine_is_weighed,
    drg_pairs.is_comparable AND drg_pairs.reference_ix IS NOT NULL AND drg_pairs.engine_ix IS NOT NULL AS is_case
  FROM drg_pairs
),
counts AS (
  SELECT
    system_ix,
    count_if(has_several_in_reference)::BIGINT AS several_in_reference,
    count_if(NOT has_several_in_reference AND is_comparable AND has_several_of_engine)::BIGINT AS several_of_engine,
    count_if(NOT has_several_in_reference AND NOT is_comparable)::BIGINT AS other_versions,
    count_if(is_case AND NOT reference_is_weighed)::BIGINT AS not_weighed_in_reference,
    count_if(is_case AND NOT engine_is_weighed)::BIGINT AS not_weighed_of_engine
  FROM ends
  GROUP BY system_ix
),
notices AS (
  SELECT 'several DRGs of one encounter, left out' AS notice, 'reference' AS side, system_ix, several_in_reference AS count
  FROM counts
  UNION ALL
  SELECT 'several DRGs in one answer: a disagreement, in no shift', 'engine', system_ix, several_of_engine FROM counts
  UNION ALL
  SELECT 'DRGs of different grouper versions, not compared', NULL, system_ix, other_versions FROM counts
  UNION ALL
  SELECT 'DRG that the loaded weights do not know', 'reference', system_ix, not_weighed_in_reference
  FROM counts WHERE EXISTS (SELECT 1 FROM library_drg_weights)
  UNION ALL
  SELECT 'DRG that the loaded weights do not know', 'engine', system_ix, not_weighed_of_engine
  FROM counts WHERE EXISTS (SELECT 1 FROM library_drg_weights)
)
SELECT notices.notice, notices.side, asked_systems.system, notices.count
FROM notices
JOIN asked_systems ON asked_systems.system_ix = notices.system_ix
WHERE notices.count > 0
ORDER BY notices.notice, notices.side NULLS LAST, asked_systems.system;

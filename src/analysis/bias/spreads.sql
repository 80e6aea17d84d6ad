-- Question: how are patients spread over (encounters with the group on both sides, over-coded, missed)?
-- Grain: one row per group of the level $level and triple of counts, with its number of patients; this is all that
-- the tests of METRICS.md, Per-code bias, need. Each side is a set of groups per encounter: a group is on a side when
-- any of its codes is. `sides` holds two bits for each encounter of a block, 1 for the coders, 2 for the engine, so
-- that one grouping collapses codes to groups and encounters to patients.
INSERT INTO bias_spreads
WITH block_sides AS (
  SELECT
    bias_members.group_ix,
    patient_blocks.block_ix,
    any_value(patient_blocks.is_only) AS is_only,
    bit_or(matches.side::BIGINT << patient_blocks.shift) AS sides
  FROM matches
  JOIN bias_members ON bias_members.code_ix = matches.code_ix
  JOIN patient_blocks ON patient_blocks.encounter_ix = matches.encounter_ix
  WHERE bias_members.level = $level
    AND (bias_members.valid_from IS NULL
      OR patient_blocks.judged_on BETWEEN bias_members.valid_from AND bias_members.valid_to)
  GROUP BY bias_members.group_ix, patient_blocks.block_ix
),
block_counts AS (
  SELECT
    group_ix,
    block_ix,
    is_only,
    bit_count(sides & (sides >> 1) & 1431655765)::BIGINT AS both_sides,
    bit_count(~sides & (sides >> 1) & 1431655765)::BIGINT AS over_coded,
    bit_count(sides & ~(sides >> 1) & 1431655765)::BIGINT AS missed
  FROM block_sides
),
patient_counts AS (
  SELECT group_ix, both_sides, over_coded, missed FROM block_counts WHERE is_only
  UNION ALL
  SELECT
    block_counts.group_ix,
    sum(block_counts.both_sides)::BIGINT,
    sum(block_counts.over_coded)::BIGINT,
    sum(block_counts.missed)::BIGINT
  FROM block_counts
  JOIN (SELECT DISTINCT block_ix, cluster_ix FROM patient_blocks WHERE NOT is_only) AS large
    ON large.block_ix = block_counts.block_ix
  GROUP BY block_counts.group_ix, large.cluster_ix
)
SELECT group_ix, both_sides, over_coded, missed, count(*) AS patients
FROM patient_counts
GROUP BY group_ix, both_sides, over_coded, missed;

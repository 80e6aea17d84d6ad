-- Question: how are patients spread over (encounters with the group on both sides, over-coded, missed)?
-- Grain: one row per group of the level $level and triple of counts, with its number of patients; this is all that
-- the tests of METRICS.md, Per-code bias, need. Each side is a set of groups per encounter: a group is on a side when
-- any of its codes is. `sides` holds two bits for each encounter of a block, 1 for the coders, 2 for the engine, so
-- that one grouping collapses codes to groups and encounters to patients. A code of a patient with one encounter needs
-- no collapsing: `matches` holds it once.
INSERT INTO bias_spreads
WITH alone AS (
  SELECT bias_members.group_ix, matches.side::BIGINT AS sides, count(*) AS patients
  FROM matches
  JOIN bias_members ON bias_members.code_ix = matches.code_ix
  JOIN patient_blocks ON patient_blocks.encounter_ix = matches.encounter_ix
  WHERE bias_members.level = $level AND $level = 'code' AND patient_blocks.is_alone
  GROUP BY bias_members.group_ix, matches.side
),
patient_sides AS (
  SELECT
    (patient_blocks.block_ix::BIGINT << 32) + bias_members.group_ix AS part,
    bit_or(matches.side::BIGINT << patient_blocks.shift) AS sides
  FROM matches
  JOIN bias_members ON bias_members.code_ix = matches.code_ix
  JOIN patient_blocks ON patient_blocks.encounter_ix = matches.encounter_ix
  WHERE bias_members.level = $level
    AND patient_blocks.is_only
    AND NOT ($level = 'code' AND patient_blocks.is_alone)
    AND (bias_members.valid_from IS NULL
      OR patient_blocks.judged_on BETWEEN bias_members.valid_from AND bias_members.valid_to)
  GROUP BY part
),
block_sides AS (
  SELECT
    bias_members.group_ix,
    patient_blocks.cluster_ix,
    patient_blocks.block_ix,
    bit_or(matches.side::BIGINT << patient_blocks.shift) AS sides
  FROM matches
  JOIN bias_members ON bias_members.code_ix = matches.code_ix
  JOIN patient_blocks ON patient_blocks.encounter_ix = matches.encounter_ix
  WHERE bias_members.level = $level
    AND NOT patient_blocks.is_only
    AND (bias_members.valid_from IS NULL
      OR patient_blocks.judged_on BETWEEN bias_members.valid_from AND bias_members.valid_to)
  GROUP BY bias_members.group_ix, patient_blocks.cluster_ix, patient_blocks.block_ix
),
alike AS (
  SELECT group_ix, sides, patients FROM alone
  UNION ALL
  SELECT (part & 4294967295)::INTEGER AS group_ix, sides, count(*) AS patients
  FROM patient_sides
  GROUP BY part & 4294967295, sides
),
counts AS (
  SELECT
    group_ix,
    bit_count(sides & (sides >> 1) & 1431655765)::BIGINT AS both_sides,
    bit_count(~sides & (sides >> 1) & 1431655765)::BIGINT AS over_coded,
    bit_count(sides & ~(sides >> 1) & 1431655765)::BIGINT AS missed,
    patients
  FROM alike
  UNION ALL
  SELECT
    group_ix,
    sum(bit_count(sides & (sides >> 1) & 1431655765))::BIGINT,
    sum(bit_count(~sides & (sides >> 1) & 1431655765))::BIGINT,
    sum(bit_count(sides & ~(sides >> 1) & 1431655765))::BIGINT,
    1
  FROM block_sides
  GROUP BY group_ix, cluster_ix
)
SELECT group_ix, both_sides, over_coded, missed, sum(patients)::BIGINT AS patients
FROM counts
GROUP BY group_ix, both_sides, over_coded, missed;

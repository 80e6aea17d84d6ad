-- Question: which unmatched codes of one encounter may be one error in two halves, and how near are they?
-- Grain: one row per encounter, missed code and added code of one system that are related; relation 1 is the nearest,
-- in the order of METRICS.md, Error classes. class is that of the pair, is_invalid whether
-- either code is.
-- Source: METRICS.md, Error classes. An unspecified code is vague beside every code under the header that it leaves
-- open, unless that one is as vague about it. Relations are symmetric: swapping sides gives the mirrored class.
CREATE OR REPLACE TEMP TABLE candidates AS
WITH sides AS (
  SELECT
    missed.encounter_ix,
    missed.cluster_ix,
    missed.system_ix,
    missed.code_ix AS missed_ix,
    added.code_ix AS added_ix,
    missed.is_invalid OR added.is_invalid AS is_invalid,
    missed.level_family IS NOT NULL AND added.level_family IS NOT NULL AS are_levels,
    missed.level_family = added.level_family AS is_one_family,
    added.level_rank - missed.level_rank AS step
  FROM unmatched AS missed
  JOIN unmatched AS added ON added.encounter_ix = missed.encounter_ix AND added.system_ix = missed.system_ix
  WHERE missed.side = 1 AND added.side = 2
),
facts AS (
  SELECT
    sides.encounter_ix,
    sides.cluster_ix,
    sides.system_ix,
    sides.missed_ix,
    sides.added_ix,
    sides.is_invalid,
    sides.are_levels,
    sides.is_one_family,
    sides.step,
    missed.laterality_ix = added.laterality_ix AND missed.laterality <> added.laterality AS is_other_side,
    missed.seventh_ix = added.seventh_ix AND missed.seventh_character <> added.seventh_character AS is_other_seventh,
    over_missed.code_ix IS NOT NULL AS is_added_above,
    over_added.code_ix IS NOT NULL AS is_missed_above,
    missed.category_ix = added.category_ix AS is_one_category,
    missed.chapter_ix = added.chapter_ix AS is_one_chapter,
    vague_missed.code_ix IS NOT NULL AS is_missed_vague,
    vague_added.code_ix IS NOT NULL AS is_added_vague,
    (missed.is_history AND related_missed.code_ix IS NOT NULL AND added.is_definitive)
      OR (added.is_history AND related_added.code_ix IS NOT NULL AND missed.is_definitive) AS is_history_of,
    (missed.is_symptom AND related_missed.code_ix IS NOT NULL AND added.is_definitive)
      OR (added.is_symptom AND related_added.code_ix IS NOT NULL AND missed.is_definitive) AS is_symptom_of,
    systems.system = 'ICD-10-PCS' AS is_pcs
  FROM sides
  JOIN code_facts AS missed ON missed.code_ix = sides.missed_ix
  JOIN code_facts AS added ON added.code_ix = sides.added_ix
  JOIN asked_systems AS systems ON systems.system_ix = missed.system_ix
  LEFT JOIN ancestor_codes AS over_missed
    ON over_missed.code_ix = sides.missed_ix AND over_missed.ancestor_ix = sides.added_ix
  LEFT JOIN ancestor_codes AS over_added
    ON over_added.code_ix = sides.added_ix AND over_added.ancestor_ix = sides.missed_ix
  LEFT JOIN code_nodes AS vague_missed
    ON vague_missed.code_ix = sides.added_ix AND vague_missed.node_ix = missed.open_node_ix
  LEFT JOIN code_nodes AS vague_added
    ON vague_added.code_ix = sides.missed_ix AND vague_added.node_ix = added.open_node_ix
  LEFT JOIN code_related AS related_missed
    ON related_missed.code_ix = sides.missed_ix AND related_missed.category_ix = added.category_ix
  LEFT JOIN code_related AS related_added
    ON related_added.code_ix = sides.added_ix AND related_added.category_ix = missed.category_ix
),
ranked AS (
  SELECT
    encounter_ix,
    cluster_ix,
    system_ix,
    missed_ix,
    added_ix,
    is_invalid,
    CASE
      WHEN are_levels AND is_one_family AND step <> 0 THEN 1
      WHEN are_levels THEN 2
      WHEN is_other_side THEN 3
      WHEN is_other_seventh THEN 4
      WHEN is_added_above OR is_missed_above THEN 5
      WHEN is_missed_vague <> is_added_vague THEN 6
      WHEN is_history_of THEN 7
      WHEN is_symptom_of THEN 8
      WHEN is_one_category AND is_pcs THEN 9
      WHEN is_one_category THEN 10
      WHEN is_one_chapter THEN 11
    END AS relation,
    step,
    is_added_above,
    is_added_vague
  FROM facts
)
SELECT
  encounter_ix,
  cluster_ix,
  system_ix,
  missed_ix,
  added_ix,
  is_invalid,
  relation::TINYINT AS relation,
  (CASE relation
    WHEN 1 THEN CASE WHEN step > 0 THEN 'em_level_higher' ELSE 'em_level_lower' END
    WHEN 2 THEN 'em_family'
    WHEN 3 THEN 'laterality'
    WHEN 4 THEN 'seventh_character'
    WHEN 5 THEN CASE WHEN is_added_above THEN 'specificity_lost' ELSE 'specificity_gained' END
    WHEN 6 THEN CASE WHEN is_added_vague THEN 'specificity_lost' ELSE 'specificity_gained' END
    WHEN 7 THEN 'history_active'
    WHEN 8 THEN 'symptom'
    WHEN 9 THEN 'pcs_axis'
    WHEN 10 THEN 'sibling'
    ELSE 'same_chapter'
  END)::error_class AS class
FROM ranked
WHERE relation IS NOT NULL;

-- Question: which one class does each unmatched assignment have?
-- Grain: errors one row per pair of unmatched assignments, or per assignment that found no partner; every unmatched
-- assignment stands in exactly one row. An invalid code decides the class of its pair, which is kept.
-- Source: METRICS.md, Error classes. A symptom that found no partner is one beside the definitive diagnosis where both
-- sides hold a diagnosis that the symptom's block may stand for.
CREATE OR REPLACE TEMP TABLE unpaired AS
SELECT unmatched.encounter_ix, unmatched.cluster_ix, unmatched.system_ix, unmatched.code_ix, unmatched.side, unmatched.is_invalid
FROM unmatched
ANTI JOIN error_pairs
  ON error_pairs.encounter_ix = unmatched.encounter_ix AND error_pairs.missed_ix = unmatched.code_ix
WHERE unmatched.side = 1
UNION ALL
SELECT unmatched.encounter_ix, unmatched.cluster_ix, unmatched.system_ix, unmatched.code_ix, unmatched.side, unmatched.is_invalid
FROM unmatched
ANTI JOIN error_pairs
  ON error_pairs.encounter_ix = unmatched.encounter_ix AND error_pairs.added_ix = unmatched.code_ix
WHERE unmatched.side = 2;

CREATE OR REPLACE TABLE beside AS
WITH symptoms AS (
  SELECT unpaired.encounter_ix, unpaired.code_ix
  FROM unpaired
  JOIN code_facts ON code_facts.code_ix = unpaired.code_ix
  WHERE code_facts.is_symptom
),
definitive AS (
  SELECT matches.encounter_ix, code_facts.category_ix
  FROM matches
  JOIN code_facts ON code_facts.code_ix = matches.code_ix
  SEMI JOIN symptoms ON symptoms.encounter_ix = matches.encounter_ix
  WHERE matches.side = 3 AND code_facts.is_definitive
)
SELECT DISTINCT symptoms.encounter_ix, symptoms.code_ix
FROM symptoms
JOIN definitive ON definitive.encounter_ix = symptoms.encounter_ix
JOIN code_related ON code_related.code_ix = symptoms.code_ix AND code_related.category_ix = definitive.category_ix;

CREATE OR REPLACE TABLE errors AS
SELECT
  encounter_ix,
  cluster_ix,
  system_ix,
  CASE WHEN is_invalid THEN 'invalid_code'::error_class ELSE class END AS class,
  missed_ix,
  added_ix
FROM error_pairs
UNION ALL
SELECT
  unpaired.encounter_ix,
  unpaired.cluster_ix,
  unpaired.system_ix,
  (CASE
    WHEN unpaired.is_invalid THEN 'invalid_code'
    WHEN beside.code_ix IS NOT NULL THEN 'symptom'
    WHEN unpaired.side = 1 THEN 'missed'
    ELSE 'added'
  END)::error_class AS class,
  CASE WHEN unpaired.side = 1 THEN unpaired.code_ix END AS missed_ix,
  CASE WHEN unpaired.side = 2 THEN unpaired.code_ix END AS added_ix
FROM unpaired
LEFT JOIN beside ON beside.encounter_ix = unpaired.encounter_ix AND beside.code_ix = unpaired.code_ix;

DROP TABLE unpaired;
DROP TABLE beside;

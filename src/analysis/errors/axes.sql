-- Question: in which of characters 4 to 7 do paired procedures of one table differ?
-- Grain: axis_pairs one row per pair of ICD-10-PCS codes of one table and encounter, matched ones paired with
-- themselves; c4 to c7 say whether the characters are equal. measures gains the axis figures of each encounter.
-- Source: METRICS.md, pcs.axis_agreement.
CREATE OR REPLACE TABLE axis_pairs AS
WITH procedures AS (
  SELECT codes.code_ix, codes.code
  FROM codes
  JOIN code_facts ON code_facts.code_ix = codes.code_ix AND code_facts.is_well_formed
  WHERE codes.system = 'ICD-10-PCS'
),
paired AS (
  SELECT encounter_ix, missed_ix, added_ix FROM error_pairs WHERE class = 'pcs_axis'
  UNION ALL
  SELECT encounter_ix, code_ix AS missed_ix, code_ix AS added_ix FROM matches WHERE side = 3
)
SELECT
  paired.encounter_ix,
  paired.missed_ix,
  paired.added_ix,
  left(missed.code, 1) AS section,
  substr(missed.code, 4, 1) = substr(added.code, 4, 1) AS c4,
  substr(missed.code, 5, 1) = substr(added.code, 5, 1) AS c5,
  substr(missed.code, 6, 1) = substr(added.code, 6, 1) AS c6,
  substr(missed.code, 7, 1) = substr(added.code, 7, 1) AS c7
FROM paired
JOIN procedures AS missed ON missed.code_ix = paired.missed_ix
JOIN procedures AS added ON added.code_ix = paired.added_ix;

INSERT INTO measures
WITH encounter_axes AS (
  SELECT
    encounter_ix,
    count(*) AS pairs,
    count_if(c4)::BIGINT AS c4,
    count_if(c5)::BIGINT AS c5,
    count_if(c6)::BIGINT AS c6,
    count_if(c7)::BIGINT AS c7
  FROM axis_pairs
  GROUP BY encounter_ix
)
SELECT encounter_ix, NULL::INTEGER AS system_ix, 'pcs.axis_agreement'::measure_name AS metric, c4 + c5 + c6 + c7 AS y, 4 * pairs AS x
FROM encounter_axes
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'pcs.axis_agreement.4'::measure_name, c4, pairs FROM encounter_axes
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'pcs.axis_agreement.5'::measure_name, c5, pairs FROM encounter_axes
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'pcs.axis_agreement.6'::measure_name, c6, pairs FROM encounter_axes
UNION ALL
SELECT encounter_ix, NULL::INTEGER, 'pcs.axis_agreement.7'::measure_name, c7, pairs FROM encounter_axes;

-- Question: at which place among its patient's encounters does each encounter stand?
-- Grain: one row per encounter in scope. A block is up to 16 encounters of one patient; block_ix below the number of
-- patients is the patient's first block and equals cluster_ix. is_only: the patient has no other block;
-- is_alone: no other encounter.
CREATE OR REPLACE TEMP TABLE patient_blocks AS
WITH places AS (
  SELECT
    encounter_ix,
    cluster_ix,
    judged_on,
    row_number() OVER (PARTITION BY cluster_ix ORDER BY encounter_ix) - 1 AS place,
    count(*) OVER (PARTITION BY cluster_ix) AS encounters
  FROM encounters
),
patients AS (
  SELECT max(cluster_ix) + 1 AS patients FROM encounters
)
SELECT
  places.encounter_ix,
  places.cluster_ix,
  places.judged_on,
  (places.cluster_ix + patients.patients * (places.place >> 4))::INTEGER AS block_ix,
  (2 * (places.place & 15))::INTEGER AS shift,
  places.encounters <= 16 AS is_only,
  places.encounters = 1 AS is_alone
FROM places
CROSS JOIN patients;

CREATE OR REPLACE TABLE bias_spreads (
  group_ix INTEGER,
  both_sides BIGINT,
  over_coded BIGINT,
  missed BIGINT,
  patients BIGINT
);

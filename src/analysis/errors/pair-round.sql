-- Question: which candidates are the nearest for both their ends?
-- Grain: error_pairs gains one row per pair that is least for its missed and for its added code by (relation,
-- reference code, engine code); candidates loses every row that shares an end with one of them.
-- Source: METRICS.md, Error classes: one round of the greedy pairing.
CREATE OR REPLACE TEMP TABLE chosen AS
WITH keyed AS (
  SELECT
    encounter_ix,
    cluster_ix,
    system_ix,
    missed_ix,
    added_ix,
    is_invalid,
    class,
    (relation::BIGINT << 32) + added_ix AS missed_key,
    (relation::BIGINT << 32) + missed_ix AS added_key
  FROM candidates
),
least_of_missed AS (
  SELECT encounter_ix, missed_ix, min(missed_key) AS missed_key FROM keyed GROUP BY encounter_ix, missed_ix
),
least_of_added AS (
  SELECT encounter_ix, added_ix, min(added_key) AS added_key FROM keyed GROUP BY encounter_ix, added_ix
)
SELECT
  keyed.encounter_ix,
  keyed.cluster_ix,
  keyed.system_ix,
  keyed.missed_ix,
  keyed.added_ix,
  keyed.is_invalid,
  keyed.class
FROM keyed
JOIN least_of_missed
  ON least_of_missed.encounter_ix = keyed.encounter_ix
  AND least_of_missed.missed_ix = keyed.missed_ix
  AND least_of_missed.missed_key = keyed.missed_key
JOIN least_of_added
  ON least_of_added.encounter_ix = keyed.encounter_ix
  AND least_of_added.added_ix = keyed.added_ix
  AND least_of_added.added_key = keyed.added_key;

INSERT INTO error_pairs BY NAME
SELECT encounter_ix, cluster_ix, system_ix, missed_ix, added_ix, is_invalid, class FROM chosen;

CREATE OR REPLACE TEMP TABLE candidates AS
SELECT
  candidates.encounter_ix,
  candidates.cluster_ix,
  candidates.system_ix,
  candidates.missed_ix,
  candidates.added_ix,
  candidates.is_invalid,
  candidates.relation,
  candidates.class
FROM candidates
ANTI JOIN chosen AS same_missed
  ON same_missed.encounter_ix = candidates.encounter_ix AND same_missed.missed_ix = candidates.missed_ix
ANTI JOIN chosen AS same_added
  ON same_added.encounter_ix = candidates.encounter_ix AND same_added.added_ix = candidates.added_ix;

-- Question: how many codes match, are over-coded, are missed, per encounter and code system?
-- Grain: one row per encounter and system with any code on either side; system_ix −1 is all systems, DRGs left out.
-- jaccard and f1 are fixed point, in units of 2^−40. human_sums likewise for the second coder.
CREATE OR REPLACE MACRO share_of(part, whole) AS
  round(part::DOUBLE / nullif(whole, 0) * 1099511627776)::BIGINT;

CREATE OR REPLACE MACRO system_sums(source) AS TABLE
WITH per_system AS (
  SELECT
    counted.encounter_ix,
    asked_codes.system_ix,
    asked_codes.in_all,
    count_if(counted.side = 3)::INTEGER AS tp,
    count_if(counted.side = 2)::INTEGER AS fp,
    count_if(counted.side = 1)::INTEGER AS fn
  FROM query_table(source) AS counted
  JOIN asked_codes ON asked_codes.code_ix = counted.code_ix
  GROUP BY counted.encounter_ix, asked_codes.system_ix, asked_codes.in_all
)
SELECT encounter_ix, system_ix, tp, fp, fn FROM per_system
UNION ALL
SELECT encounter_ix, -1 AS system_ix, sum(tp)::INTEGER AS tp, sum(fp)::INTEGER AS fp, sum(fn)::INTEGER AS fn
FROM per_system
WHERE in_all
GROUP BY encounter_ix;

CREATE OR REPLACE TABLE encounter_sums AS
SELECT
  sums.encounter_ix,
  encounters.cluster_ix,
  sums.system_ix,
  sums.tp,
  sums.fp,
  sums.fn,
  (responses.status = 'coded')::INTEGER AS answered,
  share_of(sums.tp, sums.tp + sums.fp + sums.fn) AS jaccard,
  share_of(2 * sums.tp, 2 * sums.tp + sums.fp + sums.fn) AS f1
FROM system_sums('matches') AS sums
JOIN encounters ON encounters.encounter_ix = sums.encounter_ix
JOIN responses ON responses.encounter_ix = sums.encounter_ix;

CREATE OR REPLACE TABLE human_sums AS
SELECT
  sums.encounter_ix,
  encounters.cluster_ix,
  sums.system_ix,
  sums.tp,
  sums.fp,
  sums.fn,
  share_of(sums.tp, sums.tp + sums.fp + sums.fn) AS jaccard,
  share_of(2 * sums.tp, 2 * sums.tp + sums.fp + sums.fn) AS f1
FROM system_sums('human_matches') AS sums
JOIN encounters ON encounters.encounter_ix = sums.encounter_ix;

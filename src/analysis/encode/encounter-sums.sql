-- Question: how many codes match, are over-coded, are missed, per encounter and code system?
-- Grain: one row per encounter and system with any code on either side; system_ix −1 is all systems, DRGs left out.
-- jaccard and f1 are fixed point, in units of 2^−40. human_sums likewise for the second coder. The lanes hold three
-- counts of 40 bits, or two shares of 64, in one 128-bit number, so that a sum over a patient's encounters adds them
-- at once: grouping is what the analysis spends its time on, and it goes by the number of sums.
CREATE OR REPLACE MACRO share_of(part, whole) AS
  round(part::DOUBLE / nullif(whole, 0) * 1099511627776)::BIGINT;

CREATE OR REPLACE MACRO three_lanes(low, middle, high) AS
  low::HUGEINT + (middle::HUGEINT << 40) + (high::HUGEINT << 80);

CREATE OR REPLACE MACRO two_lanes(low, high) AS low::HUGEINT + (high::HUGEINT << 64);

CREATE OR REPLACE MACRO lane_of_three(lanes, place) AS ((lanes >> (40 * place)) & 1099511627775::HUGEINT)::BIGINT;

CREATE OR REPLACE MACRO lane_of_two(lanes, place) AS ((lanes >> (64 * place)) & 18446744073709551615::HUGEINT)::BIGINT;

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
WITH measured AS (
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
  JOIN responses ON responses.encounter_ix = sums.encounter_ix
)
SELECT
  encounter_ix,
  cluster_ix,
  system_ix,
  tp,
  fp,
  fn,
  jaccard,
  f1,
  three_lanes(tp, fp, fn) AS code_lanes,
  three_lanes(fn * answered, answered, (fp + fn = 0)::INTEGER) AS answer_lanes,
  two_lanes(jaccard, f1) AS share_lanes
FROM measured;

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

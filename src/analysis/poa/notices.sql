-- Question: where is presence on admission not recorded, or recorded where it need not be?
-- Grain: one row per notice, side and code system, counts of matched diagnoses of inpatient facility encounters; a
-- side that records no indicator in the whole run has no row.
-- Source: the issue, Validity on the date: a blank on a code that is not exempt is "not recorded".
WITH sided AS (
  SELECT
    'reference' AS side,
    poa_pairs.code_ix,
    poa_pairs.exemption,
    poa_pairs.reference_poa <> 0 AS has_indicator,
    false AS is_left_out
  FROM poa_pairs
  CROSS JOIN attributes_given
  WHERE attributes_given.reference_poa
  UNION ALL
  SELECT
    'engine' AS side,
    poa_pairs.code_ix,
    poa_pairs.exemption,
    poa_pairs.engine_poa <> 0 AS has_indicator,
    poa_pairs.exemption = 'unknown' AND poa_pairs.reference_poa <> 0 AND poa_pairs.engine_poa = 0 AS is_left_out
  FROM poa_pairs
  CROSS JOIN attributes_given
  WHERE attributes_given.engine_poa
),
noticed AS (
  SELECT
    CASE
      WHEN exemption = 'not exempt' AND NOT has_indicator THEN 'POA not recorded on a code that is not exempt'
      WHEN exemption = 'exempt' AND has_indicator THEN 'POA recorded on an exempt code'
      WHEN is_left_out THEN 'POA blank, not recorded or exempt: no list covers the day, not compared'
    END AS notice,
    side,
    code_ix
  FROM sided
)
SELECT noticed.notice, noticed.side, codes.system, count(*) AS count
FROM noticed
JOIN codes ON codes.code_ix = noticed.code_ix
WHERE noticed.notice IS NOT NULL
GROUP BY noticed.notice, noticed.side, codes.system
ORDER BY noticed.notice, noticed.side, codes.system;

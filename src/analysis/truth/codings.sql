-- Question: which codes do engine and coders give, as a digest that tells two codings apart?
-- Grain: one row. Systems asked, DRGs aside; whoever gives a code counts.
WITH code_keys AS (
  SELECT
    codes.code_ix,
    (md5_number_lower(codes.system || '|' || codes.code) % 2147483647)::BIGINT * 4 AS key
  FROM codes
  JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
  WHERE asked_codes.in_all
),
sums AS (
  SELECT matches.encounter_ix, count(*) AS rows, sum(code_keys.key + matches.side)::BIGINT AS total
  FROM matches
  JOIN code_keys ON code_keys.code_ix = matches.code_ix
  GROUP BY matches.encounter_ix
)
SELECT
  md5(
    coalesce(sum(sums.rows), 0)::VARCHAR || '|' || coalesce(
      sum((md5_number_lower(encounters.encounter_id) % 2147483647)::HUGEINT * sums.total),
      0
    )::VARCHAR
  ) AS codings
FROM sums
JOIN encounters ON encounters.encounter_ix = sums.encounter_ix
ORDER BY codings;

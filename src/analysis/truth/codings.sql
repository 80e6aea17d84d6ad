-- Question: which codes do engine and coders give, as a digest that tells two codings apart?
-- Grain: one row. Systems asked, DRGs aside; whoever gives a code counts.
SELECT
  md5(
    count(*)::VARCHAR || '|' || coalesce(
      sum(
        (md5_number_lower(encounters.encounter_id) % 2147483647)::HUGEINT
        * (code_keys.key + matches.side)
      ),
      0
    )::VARCHAR
  ) AS codings
FROM matches
JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
JOIN (
  SELECT
    codes.code_ix,
    (md5_number_lower(codes.system || '|' || codes.code) % 2147483647)::BIGINT * 4 AS key
  FROM codes
  JOIN asked_codes ON asked_codes.code_ix = codes.code_ix
  WHERE asked_codes.in_all
) AS code_keys ON code_keys.code_ix = matches.code_ix;

-- Question: which encounters are drawn, and which codes do engine and coders give them?
-- Grain: one row per drawn encounter and code, code null for an encounter without any; in the order of the draw.
-- Source: simple random sampling without replacement within each stratum: the first of them by a hash with seed.
WITH ranked AS (
  SELECT
    review_members.encounter_ix,
    review_members.stratum_ix,
    encounters.encounter_id,
    md5_number_lower('review|' || $seed::VARCHAR || '|' || encounters.encounter_id) AS hash
  FROM review_members
  JOIN encounters ON encounters.encounter_ix = review_members.encounter_ix
),
drawn AS (
  SELECT encounter_ix, stratum_ix, encounter_id, hash
  FROM ranked
  QUALIFY row_number() OVER (PARTITION BY stratum_ix ORDER BY hash, encounter_id)
    <= (SELECT draws FROM review_draws WHERE review_draws.stratum_ix = ranked.stratum_ix)
),
listed AS (
  SELECT matches.encounter_ix, codes.system, codes.code, matches.side::INTEGER AS side
  FROM matches
  JOIN drawn ON drawn.encounter_ix = matches.encounter_ix
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  JOIN codes ON codes.code_ix = matches.code_ix
  WHERE asked_codes.in_all
)
SELECT drawn.encounter_id, review_strata.stratum, listed.system, listed.code, listed.side
FROM drawn
JOIN review_strata ON review_strata.stratum_ix = drawn.stratum_ix
LEFT JOIN listed ON listed.encounter_ix = drawn.encounter_ix
ORDER BY drawn.hash, drawn.encounter_id, listed.system, listed.code;

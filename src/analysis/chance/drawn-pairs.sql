-- Question: how alike are the code sets of the pairs that were drawn, in one code system?
-- Grain: one row per two jackknife groups (first ≤ second): pairs and their sums of similarity in fixed point (2^−40).
-- Source: METRICS.md, Figures: MASI as in groups.sql. The second place of a pair is drawn among all others. Two empty
-- sets are alike, as if each held one code that no other set holds.
WITH sized AS (
  SELECT count(*) AS places FROM chance_places
),
placed AS (
  SELECT
    chance_draws.draw,
    (chance_draws.low * sized.places) >> 32 AS first_place,
    (chance_draws.high * (sized.places - 1)) >> 32 AS other_place
  FROM chance_draws
  CROSS JOIN sized
),
drawn AS (
  SELECT draw, first_place, other_place + (other_place >= first_place)::INTEGER AS second_place FROM placed
),
pairs AS MATERIALIZED (
  SELECT
    drawn.draw,
    drawn.first_place,
    drawn.second_place,
    least(one.jack_group, other.jack_group) AS first_group,
    greatest(one.jack_group, other.jack_group) AS second_group,
    greatest(one.codes, 1) AS one,
    greatest(other.codes, 1) AS other,
    bit_count(one.common & other.common) + (one.codes = 0 AND other.codes = 0)::INTEGER AS shared_common,
    (one.rare & other.rare) <> 0 AS may_share_rare
  FROM drawn
  JOIN chance_places AS one ON one.place = drawn.first_place
  JOIN chance_places AS other ON other.place = drawn.second_place
),
shared_rare AS (
  SELECT pairs.draw, count(*) AS codes
  FROM pairs
  JOIN chance_rare AS one ON one.place = pairs.first_place
  JOIN chance_rare AS other ON other.place = pairs.second_place AND other.code_ix = one.code_ix
  WHERE pairs.may_share_rare
  GROUP BY pairs.draw
),
counted AS (
  SELECT
    pairs.first_group,
    pairs.second_group,
    pairs.one,
    pairs.other,
    pairs.shared_common + coalesce(shared_rare.codes, 0) AS shared
  FROM pairs
  LEFT JOIN shared_rare ON shared_rare.draw = pairs.draw
),
indexed AS (
  SELECT
    first_group,
    second_group,
    shared = one AND shared = other AS are_equal,
    shared = least(one, other) AS is_one_within,
    share_of(shared, one + other - shared) AS jaccard,
    share_of(2 * shared, 3 * (one + other - shared)) AS jaccard_within,
    share_of(shared, 3 * (one + other - shared)) AS jaccard_apart
  FROM counted
)
SELECT
  first_group,
  second_group,
  count(*) AS pairs,
  sum(jaccard)::HUGEINT AS jaccard,
  sum(CASE WHEN are_equal THEN jaccard WHEN is_one_within THEN jaccard_within ELSE jaccard_apart END)::HUGEINT AS masi
FROM indexed
GROUP BY first_group, second_group
ORDER BY first_group, second_group;

-- Question: in which ways is each of the worst codes got wrong?
-- Grain: one row per code, side, class and code of the other side (null where unpaired), for the 50 codes with the
-- most unmatched assignments; up to ten rows a code and side. An encounter counts once in each row.
WITH worst AS (
  SELECT code_ix, sum(unmatched)::BIGINT AS unmatched
  FROM opportunity_counts
  WHERE unmatched > 0
  GROUP BY code_ix
  ORDER BY sum(unmatched) DESC, code_ix
  LIMIT 50
),
sided AS (
  SELECT 'missed' AS side, worst.unmatched, worst.code_ix, errors.added_ix AS partner_ix, errors.class, errors.encounter_ix
  FROM errors
  JOIN worst ON worst.code_ix = errors.missed_ix
  UNION ALL
  SELECT 'over' AS side, worst.unmatched, worst.code_ix, errors.missed_ix AS partner_ix, errors.class, errors.encounter_ix
  FROM errors
  JOIN worst ON worst.code_ix = errors.added_ix
),
ways AS (
  SELECT
    unmatched,
    code_ix,
    side,
    class::VARCHAR AS class,
    partner_ix,
    count(*) AS encounters,
    min(encounter_ix, 5) AS firsts
  FROM sided
  GROUP BY unmatched, code_ix, side, class, partner_ix
),
placed AS (
  SELECT
    unmatched,
    code_ix,
    side,
    class,
    partner_ix,
    encounters,
    firsts,
    row_number() OVER (
      PARTITION BY code_ix, side
      ORDER BY encounters DESC, class, partner_ix NULLS FIRST
    ) AS place
  FROM ways
),
shown AS (
  SELECT unmatched, code_ix, side, class, partner_ix, encounters, place, unnest(firsts) AS encounter_ix
  FROM placed
  WHERE place <= 10
)
SELECT
  codes.system,
  codes.code,
  code_facts.title,
  shown.side,
  shown.class,
  partners.code AS partner,
  partner_facts.title AS partner_title,
  shown.encounters,
  list(encounters.encounter_id ORDER BY shown.encounter_ix) AS examples
FROM shown
JOIN codes ON codes.code_ix = shown.code_ix
JOIN code_facts ON code_facts.code_ix = shown.code_ix
JOIN encounters ON encounters.encounter_ix = shown.encounter_ix
LEFT JOIN codes AS partners ON partners.code_ix = shown.partner_ix
LEFT JOIN code_facts AS partner_facts ON partner_facts.code_ix = shown.partner_ix
GROUP BY
  shown.unmatched,
  shown.code_ix,
  codes.system,
  codes.code,
  code_facts.title,
  shown.side,
  shown.class,
  shown.place,
  partners.code,
  partner_facts.title,
  shown.encounters
ORDER BY shown.unmatched DESC, shown.code_ix, shown.side, shown.place;

-- Question: from which DRG to which does the engine move encounters, and what does that weigh?
-- Grain: one row per system, DRG of the reference and DRG of the engine that differ; to is null where it gave none.
-- Encounters of different grouper versions and with several DRGs on a side are left out, and systems of which the
-- engine never gives a DRG. weight in ten-thousandths, null unless every encounter's is known.
WITH moved AS (
  SELECT
    drg_pairs.system_ix,
    drg_pairs.reference_ix,
    drg_pairs.engine_ix,
    count(*) AS encounters,
    CASE
      WHEN count(drg_pairs.engine_weight - drg_pairs.reference_weight) = count(*)
        THEN sum(drg_pairs.engine_weight - drg_pairs.reference_weight)::BIGINT
    END AS weight
  FROM drg_pairs
  ANTI JOIN systems_not_given ON systems_not_given.system_ix = drg_pairs.system_ix
  WHERE drg_pairs.reference_ix IS NOT NULL
    AND drg_pairs.is_comparable
    AND NOT drg_pairs.has_several_of_engine
    AND drg_pairs.engine_ix IS DISTINCT FROM drg_pairs.reference_ix
  GROUP BY drg_pairs.system_ix, drg_pairs.reference_ix, drg_pairs.engine_ix
)
SELECT
  asked_systems.system,
  from_codes.code AS "from",
  to_codes.code AS "to",
  from_facts.title AS from_title,
  to_facts.title AS to_title,
  CASE
    WHEN moved.engine_ix IS NULL THEN 'none given'
    WHEN from_facts.family <> to_facts.family OR from_facts.severity = to_facts.severity THEN 'other family'
    WHEN to_facts.severity > from_facts.severity THEN 'same family, higher severity'
    WHEN to_facts.severity < from_facts.severity THEN 'same family, lower severity'
    ELSE 'other family'
  END AS kind,
  moved.encounters,
  moved.weight
FROM moved
JOIN asked_systems ON asked_systems.system_ix = moved.system_ix
JOIN codes AS from_codes ON from_codes.code_ix = moved.reference_ix
JOIN drg_facts AS from_facts ON from_facts.code_ix = moved.reference_ix
LEFT JOIN codes AS to_codes ON to_codes.code_ix = moved.engine_ix
LEFT JOIN drg_facts AS to_facts ON to_facts.code_ix = moved.engine_ix
ORDER BY moved.encounters DESC, asked_systems.system, from_codes.code, to_codes.code NULLS LAST;

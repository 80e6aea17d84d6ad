-- Question: on which encounters does the engine list another diagnosis first?
-- Grain: one row per encounter where each side lists one first diagnosis, they differ, and at least one of the two
-- codes is held by both sides: else the code itself is the error, not its place.
-- Source: METRICS.md, Error classes: an attribute of matched assignments.
WITH differing AS (
  SELECT encounter_ix, reference_ix, engine_ix
  FROM principals
  WHERE reference_ix <> engine_ix
),
shared AS (
  SELECT differing.encounter_ix, differing.reference_ix, differing.engine_ix
  FROM differing
  JOIN matches
    ON matches.encounter_ix = differing.encounter_ix AND matches.code_ix = differing.reference_ix AND matches.side = 3
  UNION
  SELECT differing.encounter_ix, differing.reference_ix, differing.engine_ix
  FROM differing
  JOIN matches
    ON matches.encounter_ix = differing.encounter_ix AND matches.code_ix = differing.engine_ix AND matches.side = 3
)
SELECT
  shared.encounter_ix,
  encounters.cluster_ix,
  code_facts.system_ix,
  'wrong_principal'::error_class AS class,
  shared.reference_ix AS code_ix,
  shared.engine_ix AS other_ix,
  NULL::VARCHAR AS detail
FROM shared
JOIN encounters ON encounters.encounter_ix = shared.encounter_ix
JOIN code_facts ON code_facts.code_ix = shared.reference_ix
ORDER BY shared.encounter_ix;

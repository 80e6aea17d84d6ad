-- Question: on which matched diagnoses does the indicator of presence on admission differ, or stand on an exempt code?
-- Grain: one row per encounter and matched diagnosis; detail such as N→Y or N→blank, on an exempt code the engine's
-- own; several rows of one code give sets, such as YN→Y.
-- Source: METRICS.md, Error classes: attributes of matched assignments. None where the engine gives no indicator.
WITH letters AS (
  SELECT
    range::TINYINT AS marks,
    concat(
      CASE WHEN range & 1 > 0 THEN 'Y' ELSE '' END,
      CASE WHEN range & 2 > 0 THEN 'N' ELSE '' END,
      CASE WHEN range & 4 > 0 THEN 'U' ELSE '' END,
      CASE WHEN range & 8 > 0 THEN 'W' ELSE '' END
    ) AS written
  FROM range(16)
)
SELECT
  poa_pairs.encounter_ix,
  encounters.cluster_ix,
  asked_codes.system_ix,
  CASE WHEN poa_pairs.is_compared THEN 'poa' ELSE 'poa_on_exempt' END AS class,
  poa_pairs.code_ix,
  NULL::INTEGER AS other_ix,
  CASE
    WHEN poa_pairs.is_compared THEN reference.written || '→' || coalesce(nullif(engine.written, ''), 'blank')
    ELSE engine.written
  END AS detail
FROM poa_pairs
JOIN encounters ON encounters.encounter_ix = poa_pairs.encounter_ix
JOIN asked_codes ON asked_codes.code_ix = poa_pairs.code_ix
JOIN letters AS reference ON reference.marks = poa_pairs.reference_poa
JOIN letters AS engine ON engine.marks = poa_pairs.engine_poa
CROSS JOIN attributes_given
WHERE attributes_given.engine_poa
  AND (
    (poa_pairs.is_compared AND poa_pairs.reference_poa <> poa_pairs.engine_poa)
    OR (poa_pairs.exemption = 'exempt' AND poa_pairs.engine_poa <> 0)
  )
ORDER BY poa_pairs.encounter_ix, poa_pairs.code_ix;

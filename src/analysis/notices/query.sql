-- Question: what was relabelled, collapsed, kept apart or never compared?
-- Grain: one row per notice, side and code system, counts of written rows unless the notice says otherwise.
-- Source: DATA.md, Dataset and Engine protocol.
WITH sides AS (
  SELECT
    code_ix,
    CASE side WHEN 1 THEN 'reference' WHEN 3 THEN 'second' ELSE 'engine' END AS side,
    side = 4 AS is_held,
    count(*) AS count
  FROM assignments
  GROUP BY code_ix, side
),
coder_rows AS (
  SELECT
    source_codes.role,
    source_codes.system,
    source_codes.code,
    source_codes.use,
    source_codes.source,
    count(*) AS count
  FROM source_codes
  JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
  WHERE source_codes.role IN ($role, 'second')
  GROUP BY source_codes.role, source_codes.system, source_codes.code, source_codes.use, source_codes.source
),
engine_rows AS (
  SELECT source_engine_codes.system, source_engine_codes.code, source_engine_codes.use, count(*) AS count
  FROM source_engine_codes
  JOIN encounters ON encounters.encounter_id = source_engine_codes.encounter_id
  GROUP BY source_engine_codes.system, source_engine_codes.code, source_engine_codes.use
),
written AS (
  SELECT
    CASE WHEN role = 'second' THEN 'second' ELSE 'reference' END AS side,
    system,
    code,
    use,
    $sources <> '' AND NOT contains($sources, '|' || coalesce(source, 'coder') || '|')
      AS is_other_source,
    count
  FROM coder_rows
  UNION ALL
  SELECT 'engine' AS side, system, code, use, false AS is_other_source, count
  FROM engine_rows
),
mapped AS (
  SELECT
    written.side,
    code_map.system,
    code_map.is_relabelled,
    code_map.is_well_formed,
    written.use,
    written.is_other_source,
    written.count
  FROM written
  JOIN code_map ON code_map.written_system = written.system AND code_map.written_code = written.code
),
distinct_pairs AS (
  SELECT code_ix, 'reference' AS side, count(*) AS count FROM matches WHERE side IN (1, 3) GROUP BY code_ix
  UNION ALL
  SELECT code_ix, 'engine' AS side, count(*) AS count FROM matches WHERE side IN (2, 3) GROUP BY code_ix
  UNION ALL
  SELECT code_ix, 'second' AS side, count(*) AS count FROM human_matches WHERE side IN (2, 3) GROUP BY code_ix
),
repeated AS (
  SELECT sides.side, codes.system, sum(sides.count - distinct_pairs.count)::BIGINT AS count
  FROM sides
  JOIN distinct_pairs ON distinct_pairs.code_ix = sides.code_ix AND distinct_pairs.side = sides.side
  JOIN codes ON codes.code_ix = sides.code_ix
  WHERE codes.is_diagnosis AND NOT sides.is_held
  GROUP BY sides.side, codes.system
),
further_second AS (
  SELECT code_map.system, count(*) AS count
  FROM source_codes
  JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
  JOIN second_coders ON second_coders.encounter_id = source_codes.encounter_id
  JOIN code_map ON code_map.written_system = source_codes.system AND code_map.written_code = source_codes.code
  WHERE source_codes.role = 'second'
    AND source_codes.coder_id <> second_coders.coder_id
    AND ($sources = '' OR contains($sources, '|' || coalesce(source_codes.source, 'coder') || '|'))
  GROUP BY code_map.system
),
united AS (
  SELECT source_codes.encounter_id
  FROM source_codes
  JOIN encounters ON encounters.encounter_id = source_codes.encounter_id
  WHERE source_codes.role = $role
    AND ($sources = '' OR contains($sources, '|' || coalesce(source_codes.source, 'coder') || '|'))
  GROUP BY source_codes.encounter_id
  HAVING count(DISTINCT source_codes.coder_id) > 1
),
unanswered AS (
  SELECT responses.encounter_ix
  FROM responses
  JOIN encounters ON encounters.encounter_ix = responses.encounter_ix
  ANTI JOIN source_engine_responses ON source_engine_responses.encounter_id = encounters.encounter_id
  WHERE responses.status = 'coded' AND (SELECT count(*) FROM source_engine_responses) > 0
),
nameless AS (
  SELECT source_engine_responses.encounter_id
  FROM source_engine_responses
  JOIN encounters ON encounters.encounter_id = source_engine_responses.encounter_id
  WHERE source_engine_responses.status IN ('coded', 'abstained') AND source_engine_responses.version IS NULL
),
notices AS (
  SELECT 'relabelled between CPT and HCPCS' AS notice, side, system, sum(count)::BIGINT AS count
  FROM mapped WHERE is_relabelled GROUP BY side, system
  UNION ALL
  SELECT 'not in the form of a code', side, system, sum(count)::BIGINT FROM mapped WHERE NOT is_well_formed GROUP BY side, system
  UNION ALL
  SELECT 'never compared: admitting diagnosis or reason for visit', side, system, sum(count)::BIGINT
  FROM mapped WHERE use IN ('admitting', 'reason_for_visit') GROUP BY side, system
  UNION ALL
  SELECT 'coders'' rows of other sources, left out', side, system, sum(count)::BIGINT
  FROM mapped WHERE is_other_source GROUP BY side, system
  UNION ALL
  SELECT 'repeated diagnosis collapsed to one', side, system, count FROM repeated
  UNION ALL
  SELECT 'codes of a system nobody asked for', sides.side, codes.system, sum(sides.count)::BIGINT
  FROM sides
  JOIN codes ON codes.code_ix = sides.code_ix
  ANTI JOIN asked_codes ON asked_codes.code_ix = sides.code_ix
  GROUP BY sides.side, codes.system
  UNION ALL
  SELECT 'codes of held or failed answers, kept apart', sides.side, codes.system, sum(sides.count)::BIGINT
  FROM sides
  JOIN codes ON codes.code_ix = sides.code_ix
  WHERE sides.is_held
  GROUP BY sides.side, codes.system
  UNION ALL
  SELECT 'encounters without a reference code', 'reference', NULL, count(*)
  FROM responses
  ANTI JOIN (SELECT DISTINCT encounter_ix FROM assignments WHERE side = 1) AS coded
    ON coded.encounter_ix = responses.encounter_ix
  WHERE responses.status <> 'open'
  UNION ALL
  SELECT 'encounters with several coders of record: their codes united', 'reference', NULL, count(*) FROM united
  UNION ALL
  SELECT 'rows of further second coders, left out', 'second', system, count FROM further_second
  UNION ALL
  SELECT 'encounters with codes but no response row: counted as coded', 'engine', NULL, count(*) FROM unanswered
  UNION ALL
  SELECT 'responses that name no version of the engine', 'engine', NULL, count(*) FROM nameless
)
SELECT notice, side, system, count::BIGINT AS count
FROM notices
WHERE count > 0
ORDER BY notice, side, system NULLS LAST;

-- Question: which encounters did this run compare, and what was answered, as digests that tell two runs apart?
-- Grain: one row. digest: of the encounters, whatever their order. answers: of the engine's codes and the responses.
-- sample: the 512 smallest hashes of encounter ids, by which two runs' overlap is told (bottom-k sketch: Cohen &
-- Kaplan 2007, PODC). Seeds stay out of it: the same encounters have the same sample in every run.
WITH keys AS (
  SELECT encounters.encounter_ix, responses.status, md5_number_lower(encounters.encounter_id) AS key
  FROM encounters
  JOIN responses ON responses.encounter_ix = encounters.encounter_ix
  WHERE responses.status <> 'open'
),
code_keys AS (
  SELECT
    codes.code_ix,
    (md5_number_lower(codes.system || '|' || codes.code) % 2147483647)::BIGINT AS key
  FROM codes
),
answers AS (
  SELECT sum((keys.key % 2147483647)::BIGINT * code_keys.key)::HUGEINT AS total
  FROM matches
  JOIN keys ON keys.encounter_ix = matches.encounter_ix
  JOIN code_keys ON code_keys.code_ix = matches.code_ix
  WHERE matches.side >= 2
),
statuses AS (
  SELECT status, count(*) AS encounters, sum(key)::HUGEINT AS total
  FROM keys
  GROUP BY status
)
SELECT
  (SELECT count(*) FROM keys)::INTEGER AS encounters,
  (SELECT md5(count(*)::VARCHAR || '|' || coalesce(sum(key), 0)::VARCHAR) FROM keys) AS digest,
  md5(
    coalesce((SELECT total FROM answers), 0)::VARCHAR || '|'
    || coalesce((SELECT string_agg(status || encounters || '|' || total, ' ' ORDER BY status) FROM statuses), '')
  ) AS answers,
  coalesce(
    (SELECT string_agg(printf('%016x', key), ' ' ORDER BY key) FROM (SELECT key FROM keys ORDER BY key LIMIT 512)),
    ''
  ) AS sample;

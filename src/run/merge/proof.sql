-- Question: is every encounter in scope answered in its own shard, as often as the scenario asks, and nothing else?
-- Grain: one row per kind of flaw and shard, none for a whole run; encounters: how many; examples: five at most.
-- foreign: not in scope; misplaced: of another shard; doubled: one request answered twice; superseded: asked for anew
-- though it had not failed, or out of turn; beyond: a repeat that the scenario does not ask for; missing: no response.
WITH lines AS (
  SELECT
    shard_lines.shard,
    shard_lines.encounter_id,
    encounters.encounter_ix,
    encounter_shards.shard AS own_shard,
    shard_lines.repeat,
    shard_lines.round,
    shard_lines.status = 'failed' AS is_failed
  FROM shard_lines
  LEFT JOIN encounters ON encounters.encounter_id = shard_lines.encounter_id
  LEFT JOIN encounter_shards ON encounter_shards.encounter_ix = encounters.encounter_ix
),
asked AS (
  SELECT
    encounter_ix,
    own_shard,
    repeat,
    count(*) AS lines,
    count(DISTINCT round) AS rounds,
    max(round) AS last_round,
    count_if(NOT is_failed)::BIGINT AS standing,
    max(round) FILTER (WHERE NOT is_failed) AS standing_round
  FROM lines
  WHERE encounter_ix IS NOT NULL
  GROUP BY encounter_ix, own_shard, repeat
),
answered AS (
  SELECT encounter_ix, count(*) AS repeats
  FROM asked
  WHERE repeat <= $repeats
  GROUP BY encounter_ix
),
flaws AS (
  SELECT 'foreign' AS kind, shard, encounter_id FROM lines WHERE encounter_ix IS NULL
  UNION ALL
  SELECT 'misplaced' AS kind, shard, encounter_id FROM lines WHERE own_shard <> shard
  UNION ALL
  SELECT
    CASE
      WHEN asked.repeat > $repeats THEN 'beyond'
      WHEN asked.lines > asked.rounds THEN 'doubled'
      ELSE 'superseded'
    END AS kind,
    asked.own_shard AS shard,
    encounters.encounter_id
  FROM asked
  JOIN encounters ON encounters.encounter_ix = asked.encounter_ix
  WHERE
    asked.repeat > $repeats
    OR asked.lines > asked.rounds
    OR asked.rounds <> asked.last_round
    OR asked.standing > 1
    OR coalesce(asked.standing_round <> asked.last_round, false)
  UNION ALL
  SELECT 'missing' AS kind, encounter_shards.shard, encounters.encounter_id
  FROM encounters
  JOIN encounter_shards ON encounter_shards.encounter_ix = encounters.encounter_ix
  LEFT JOIN answered ON answered.encounter_ix = encounters.encounter_ix
  WHERE coalesce(answered.repeats, 0) <> $repeats
)
SELECT
  kind,
  shard,
  count(DISTINCT encounter_id) AS encounters,
  array_to_string(list_slice(list_sort(list_distinct(min(encounter_id, 100))), 1, 5), ', ') AS examples
FROM flaws
GROUP BY kind, shard
ORDER BY kind, shard;

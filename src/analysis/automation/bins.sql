-- Question: how far do groups of patients differ in the share that is right within each bin of a reliability diagram?
-- Grain: one row per bin (confidence_bins), with the moments of that share over jackknife groups.
-- Source: METRICS.md, Intervals. Groups are drawn patients whole, so their spread tells that between patients.
WITH code_sums AS (
  SELECT
    confidence_places.bin_ix,
    confidence_places.every_bin_ix,
    encounters.jack_group,
    count(*) AS answers,
    count(*) FILTER (WHERE matches.side = 3) AS correct
  FROM matches
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
  JOIN confidence_places
    ON confidence_places.system_ix = asked_codes.system_ix
    AND confidence_places.level = round(matches.confidence * 10000)::INTEGER
  WHERE matches.side IN (2, 3)
  GROUP BY confidence_places.bin_ix, confidence_places.every_bin_ix, encounters.jack_group
),
answers AS (
  SELECT bin_ix, jack_group, answers, correct FROM code_sums
  UNION ALL
  SELECT every_bin_ix AS bin_ix, jack_group, answers, correct FROM code_sums WHERE every_bin_ix IS NOT NULL
  UNION ALL
  SELECT confidence_places.bin_ix, automation_encounters.jack_group, 1 AS answers, automation_encounters.is_exact::INTEGER AS correct
  FROM automation_encounters
  JOIN confidence_places
    ON confidence_places.kind = 'encounters'
    AND confidence_places.level = round(automation_encounters.confidence * 10000)::INTEGER
),
group_sums AS (
  SELECT bin_ix, jack_group, sum(answers)::BIGINT AS answers, sum(correct)::BIGINT AS correct
  FROM answers
  GROUP BY bin_ix, jack_group
),
moments AS (
  SELECT bin_ix, ratio_of(correct, answers, answers) AS sums
  FROM group_sums
  GROUP BY bin_ix
)
SELECT
  bin_ix,
  sums.y AS y,
  sums.x AS x,
  sums.yy AS yy,
  sums.xy AS xy,
  sums.xx AS xx,
  sums.clusters AS clusters
FROM moments
ORDER BY bin_ix;

-- Question: how many encounters does each period of the run hold, and which versions of the engine answered there?
-- Grain: one row per period and version of the responses; period is the ISO week since 1970, null without a date, or
-- 0 for the whole run where by_week is false.
SELECT
  CASE WHEN $by_week THEN encounters.week ELSE 0 END AS period,
  responses.version,
  count(*)::INTEGER AS encounters
FROM encounters
JOIN responses ON responses.encounter_ix = encounters.encounter_ix
WHERE responses.status <> 'open'
GROUP BY period, responses.version
ORDER BY period NULLS LAST, responses.version NULLS LAST;

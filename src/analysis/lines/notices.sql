-- Question: what was collapsed among lines, or could not be compared?
-- Grain: one row per notice, side and code system; counts of written rows.
-- Source: DATA.md, Dataset; METRICS.md, Conventions.
WITH written AS (
  SELECT assignments.side, asked_codes.system_ix, count(*) AS count
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  WHERE assignments.side IN (1, 2)
  GROUP BY assignments.side, asked_codes.system_ix
),
kept AS (
  SELECT side, system_ix, count(*) AS count, count(service_date) AS dated
  FROM coded_lines
  GROUP BY side, system_ix
),
dated AS (
  SELECT
    coalesce(sum(dated) FILTER (WHERE side = 1), 0) > 0 AS by_reference,
    coalesce(sum(dated) FILTER (WHERE side = 2), 0) > 0 AS by_engine
  FROM kept
),
notices AS (
  SELECT 'repeated line collapsed to one: equal in every column' AS notice, kept.side, kept.system_ix,
    written.count - kept.count AS count
  FROM kept
  JOIN written ON written.side = kept.side AND written.system_ix = kept.system_ix
  UNION ALL
  SELECT 'service dates of lines not compared: the other side records none', kept.side, kept.system_ix, kept.dated
  FROM kept
  CROSS JOIN dated
  WHERE dated.by_reference <> dated.by_engine
)
SELECT
  notices.notice,
  CASE notices.side WHEN 1 THEN 'reference' ELSE 'engine' END AS side,
  asked_systems.system,
  notices.count
FROM notices
JOIN asked_systems ON asked_systems.system_ix = notices.system_ix
WHERE notices.count > 0
ORDER BY notices.notice, notices.side, asked_systems.system;

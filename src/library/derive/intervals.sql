-- Question: which macros do the derivations share?
-- Grain: none; temporary macros. merged_intervals joins intervals of one key that touch or overlap; version_spans
-- gives a grouper's versions the days on which each groups: to the next version of its fiscal year, or its end.
CREATE OR REPLACE TEMP MACRO fiscal_start(fiscal_year) AS make_date(fiscal_year - 1, 10, 1);

CREATE OR REPLACE TEMP MACRO fiscal_end(fiscal_year) AS make_date(fiscal_year, 9, 30);

CREATE OR REPLACE TEMP MACRO open_end() AS DATE '9999-12-31';

CREATE OR REPLACE TEMP MACRO merged_intervals(source) AS TABLE
WITH reaches AS (
  SELECT
    key,
    valid_from,
    valid_to,
    max(valid_to) OVER (
      PARTITION BY key
      ORDER BY valid_from, valid_to
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS reached
  FROM query_table(source)
),
islands AS (
  SELECT
    key,
    valid_from,
    valid_to,
    count_if(reached IS NULL OR valid_from > reached + 1) OVER (
      PARTITION BY key
      ORDER BY valid_from, valid_to
      ROWS UNBOUNDED PRECEDING
    ) AS island
  FROM reaches
)
SELECT key, min(valid_from) AS valid_from, max(valid_to) AS valid_to
FROM islands
GROUP BY key, island;

CREATE OR REPLACE TEMP MACRO version_spans(source) AS TABLE
WITH versions AS (
  SELECT rows.version, rows.fiscal_year, rows.starts_on::DATE AS starts_on, max(sources.ordinal) AS ordinal
  FROM query_table(source) AS rows
  JOIN evidence_sources AS sources ON sources.source_id = rows.source_id
  GROUP BY rows.version, rows.fiscal_year, rows.starts_on
),
spans AS (
  SELECT
    version,
    fiscal_year,
    ordinal,
    starts_on,
    lag(starts_on) OVER of_year AS earlier,
    lead(starts_on) OVER of_year AS later
  FROM versions
  WINDOW of_year AS (PARTITION BY fiscal_year ORDER BY starts_on)
)
SELECT
  spans.version,
  sources.source_id,
  CASE WHEN spans.earlier IS NULL THEN fiscal_start(spans.fiscal_year) ELSE spans.starts_on END AS valid_from,
  coalesce(spans.later - 1, fiscal_end(spans.fiscal_year)) AS valid_to
FROM spans
JOIN evidence_sources AS sources ON sources.ordinal = spans.ordinal;

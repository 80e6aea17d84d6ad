-- Question: how far do the sides agree on lines: code, modifiers, units, service date?
-- Grain: measures gains three rows per encounter and system with any line on either side.
-- Source: METRICS.md, Conventions: multisets, so that TP = Σmin(p, r). Blank units are 1, blank modifiers none. Service
-- dates are compared where both sides record any in the run: a side without a date on any line says nothing of days.
INSERT INTO measures (encounter_ix, system_ix, metric, y, x)
WITH recorded AS (
  SELECT
    count(service_date) FILTER (WHERE side = 1) > 0 AND count(service_date) FILTER (WHERE side = 2) > 0 AS are_dated
  FROM coded_lines
),
items AS (
  SELECT
    coded_lines.encounter_ix,
    coded_lines.system_ix,
    coded_lines.code_ix,
    coded_lines.modifiers_ix,
    coalesce(coded_lines.units, 1) AS units,
    CASE WHEN recorded.are_dated THEN coded_lines.service_date END AS service_date,
    coded_lines.side
  FROM coded_lines
  CROSS JOIN recorded
),
held AS (
  SELECT
    encounter_ix,
    system_ix,
    count(*) FILTER (WHERE side = 1) AS reference,
    count(*) FILTER (WHERE side = 2) AS engine
  FROM items
  GROUP BY encounter_ix, system_ix, code_ix, modifiers_ix, units, service_date
),
sums AS MATERIALIZED (
  SELECT
    encounter_ix,
    system_ix,
    sum(least(reference, engine))::BIGINT AS shared,
    sum(reference)::BIGINT AS reference,
    sum(engine)::BIGINT AS engine
  FROM held
  GROUP BY encounter_ix, system_ix
)
SELECT encounter_ix, system_ix, 'lines.precision', shared, engine FROM sums
UNION ALL
SELECT encounter_ix, system_ix, 'lines.recall', shared, reference FROM sums
UNION ALL
SELECT encounter_ix, system_ix, 'lines.f1', 2 * shared, reference + engine FROM sums;

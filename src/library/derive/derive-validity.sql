-- Question: on which dates was each code of ICD-10-CM and ICD-10-PCS billable, and on which can nobody say?
-- Grain: library_validity and library_headers one row per code and interval, disjoint per code; library_coverage one
-- row per system and interval for which absence means "not valid".
-- Source: rank 1 the Medicare Code Editor (exact dates), rank 2 CMS's order files (a release a fiscal year), rank 3
-- tables of fiscal years (state at the year's end). The first that covers a day and knows the code decides; one that
-- knows nothing of a code which a lower one lists as billable leaves it to that one. Addenda compare a release with
-- the one before: a code that a year's addenda add began with that year.
CREATE OR REPLACE TEMP TABLE editor_source AS
SELECT source_id, valid_from, valid_to
FROM evidence_sources
WHERE kind = 'code-editor'
ORDER BY valid_to DESC, ordinal DESC
LIMIT 1;

CREATE OR REPLACE TEMP TABLE editor_pieces AS
SELECT
  editor.code,
  editor.valid_from::DATE AS valid_from,
  least(coalesce(editor.valid_to::DATE, open_end()), editor_source.valid_to) AS valid_to
FROM evidence_editor AS editor
JOIN editor_source ON editor_source.source_id = editor.source_id;

CREATE OR REPLACE TEMP TABLE release_years AS
SELECT system, fiscal_year, count(DISTINCT source_id) AS releases
FROM evidence_codes
GROUP BY system, fiscal_year;

CREATE OR REPLACE TEMP TABLE listed AS
SELECT system, code, fiscal_year, count(DISTINCT source_id) FILTER (WHERE is_billable) AS billable
FROM evidence_codes
GROUP BY system, code, fiscal_year;

-- Billable in a year's release and not in that of the year before, though nothing says that the year began it.
CREATE OR REPLACE TEMP TABLE begun_within AS
SELECT later.system, later.code, later.fiscal_year - 1 AS fiscal_year
FROM listed AS later
JOIN release_years ON release_years.system = later.system AND release_years.fiscal_year = later.fiscal_year - 1
LEFT JOIN listed AS earlier
  ON earlier.system = later.system
  AND earlier.code = later.code
  AND earlier.fiscal_year = later.fiscal_year - 1
ANTI JOIN (SELECT system, code, fiscal_year FROM evidence_addenda WHERE action = 'add' AND is_billable) AS added
  ON added.system = later.system AND added.code = later.code AND added.fiscal_year = later.fiscal_year
WHERE later.billable > 0 AND coalesce(earlier.billable, 0) = 0;

CREATE OR REPLACE TEMP TABLE release_states AS
SELECT
  listed.system,
  listed.code,
  listed.fiscal_year,
  CASE
    WHEN listed.billable = release_years.releases THEN 'billable'
    WHEN listed.billable > 0 OR begun_within.code IS NOT NULL THEN 'uncertain'
    ELSE 'header'
  END AS state,
  listed.billable = 0 AS ends_as_header
FROM listed
JOIN release_years ON release_years.system = listed.system AND release_years.fiscal_year = listed.fiscal_year
LEFT JOIN begun_within
  ON begun_within.system = listed.system
  AND begun_within.code = listed.code
  AND begun_within.fiscal_year = listed.fiscal_year
UNION ALL
SELECT begun_within.system, begun_within.code, begun_within.fiscal_year, 'uncertain' AS state, false AS ends_as_header
FROM begun_within
ANTI JOIN listed
  ON listed.system = begun_within.system
  AND listed.code = begun_within.code
  AND listed.fiscal_year = begun_within.fiscal_year;

-- Of several tables that hold a year, the one that also holds the year before it.
CREATE OR REPLACE TEMP TABLE table_years AS
WITH held AS (
  SELECT DISTINCT source_id, system, first_year, length(states) AS years FROM evidence_years
)
SELECT held.source_id, held.system, held.first_year, years.fiscal_year
FROM held
JOIN evidence_sources AS sources ON sources.source_id = held.source_id
CROSS JOIN unnest(range(held.first_year, held.first_year + held.years)) AS years(fiscal_year)
QUALIFY row_number() OVER (
  PARTITION BY held.system, years.fiscal_year
  ORDER BY years.fiscal_year = held.first_year, sources.ordinal DESC
) = 1;

CREATE OR REPLACE TEMP TABLE table_states AS
WITH ends AS (
  SELECT
    evidence_years.system,
    evidence_years.code,
    table_years.fiscal_year,
    substr(evidence_years.states, (table_years.fiscal_year - table_years.first_year + 1)::BIGINT, 1) AS at_end,
    CASE
      WHEN table_years.fiscal_year > table_years.first_year
        THEN substr(evidence_years.states, (table_years.fiscal_year - table_years.first_year)::BIGINT, 1)
    END AS before
  FROM evidence_years
  JOIN table_years ON table_years.source_id = evidence_years.source_id
)
SELECT
  system,
  code,
  fiscal_year,
  CASE
    WHEN before IS DISTINCT FROM at_end THEN 'uncertain'
    WHEN at_end = '1' THEN 'billable'
    ELSE 'header'
  END AS state,
  at_end = '0' AS ends_as_header,
  at_end = '1' AS ends_billable
FROM ends
WHERE NOT (at_end = '-' AND coalesce(before, '-') = '-');

CREATE OR REPLACE TEMP TABLE ever_billable AS
SELECT DISTINCT system, code FROM listed WHERE billable > 0
UNION
SELECT DISTINCT system, code FROM evidence_years WHERE contains(states, '1');

-- decided_above: a better rank decides that code in that year.
CREATE OR REPLACE TEMP TABLE year_states AS
WITH release_codes AS (
  SELECT DISTINCT system, code FROM listed
),
ranked AS (
  SELECT system, code, fiscal_year, state, ends_as_header FROM release_states
  UNION ALL
  SELECT states.system, states.code, states.fiscal_year, states.state, states.ends_as_header
  FROM table_states AS states
  LEFT JOIN release_years ON release_years.system = states.system AND release_years.fiscal_year = states.fiscal_year
  LEFT JOIN release_codes ON release_codes.system = states.system AND release_codes.code = states.code
  WHERE release_years.system IS NULL OR (states.ends_billable AND release_codes.code IS NULL)
),
editor_codes AS (
  SELECT DISTINCT 'ICD-10-CM' AS system, code FROM editor_pieces
)
SELECT
  ranked.system,
  ranked.code,
  ranked.fiscal_year,
  ranked.state,
  ranked.ends_as_header,
  editor_source.source_id IS NOT NULL AND (editor_codes.code IS NOT NULL OR ever_billable.code IS NULL) AS decided_above
FROM ranked
LEFT JOIN ever_billable ON ever_billable.system = ranked.system AND ever_billable.code = ranked.code
LEFT JOIN editor_codes ON editor_codes.system = ranked.system AND editor_codes.code = ranked.code
LEFT JOIN editor_source
  ON ranked.system = 'ICD-10-CM'
  AND editor_source.valid_from <= fiscal_start(ranked.fiscal_year)
  AND editor_source.valid_to >= fiscal_end(ranked.fiscal_year);

CREATE OR REPLACE TEMP TABLE validity_pieces AS
SELECT
  {'system': system, 'code': code, 'state': state} AS key,
  fiscal_start(fiscal_year) AS valid_from,
  fiscal_end(fiscal_year) AS valid_to
FROM year_states
WHERE NOT decided_above AND state <> 'header'
UNION ALL
SELECT {'system': 'ICD-10-CM', 'code': code, 'state': 'billable'} AS key, valid_from, valid_to
FROM editor_pieces;

INSERT INTO library_validity BY NAME
SELECT key.system AS system, key.code AS code, valid_from, valid_to, key.state AS state
FROM merged_intervals('validity_pieces')
ORDER BY system, code, valid_from;

-- A header's years, less the days on which the code was billable or may have been.
CREATE OR REPLACE TEMP TABLE header_pieces AS
WITH years AS (
  SELECT system, code, fiscal_start(fiscal_year) AS year_start, fiscal_end(fiscal_year) AS year_end
  FROM year_states
  WHERE ends_as_header AND (decided_above OR state = 'header')
),
starts AS (
  SELECT system, code, year_start AS valid_from, year_end FROM years
  UNION
  SELECT years.system, years.code, validity.valid_to + 1 AS valid_from, years.year_end
  FROM years
  JOIN library_validity AS validity ON validity.system = years.system AND validity.code = years.code
  WHERE validity.valid_to BETWEEN years.year_start AND years.year_end - 1
)
SELECT
  {'system': starts.system, 'code': starts.code} AS key,
  starts.valid_from,
  coalesce(least(min(validity.valid_from) - 1, starts.year_end), starts.year_end) AS valid_to
FROM starts
LEFT JOIN library_validity AS validity
  ON validity.system = starts.system AND validity.code = starts.code AND validity.valid_to >= starts.valid_from
GROUP BY starts.system, starts.code, starts.valid_from, starts.year_end
HAVING coalesce(min(validity.valid_from) > starts.valid_from, true);

INSERT INTO library_headers BY NAME
SELECT key.system AS system, key.code AS code, valid_from, valid_to
FROM merged_intervals('header_pieces')
ORDER BY system, code, valid_from;

CREATE OR REPLACE TEMP TABLE coverage_pieces AS
SELECT system AS key, fiscal_start(fiscal_year) AS valid_from, fiscal_end(fiscal_year) AS valid_to FROM release_years
UNION ALL
SELECT system AS key, fiscal_start(fiscal_year) AS valid_from, fiscal_end(fiscal_year) AS valid_to FROM table_years
UNION ALL
SELECT 'ICD-10-CM' AS key, valid_from, valid_to FROM editor_source;

INSERT INTO library_coverage BY NAME
SELECT key AS system, valid_from, valid_to
FROM merged_intervals('coverage_pieces')
ORDER BY system, valid_from;

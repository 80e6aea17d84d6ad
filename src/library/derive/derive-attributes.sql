-- Question: what do the other tables say of diagnoses: POA, severity, the editor's flags, CMS-HCC, CCSR?
-- Grain: one row per code, value and interval. Where several files speak of the same vintage the last added counts.
-- Source: CMS's lists of additions and deletions compare the POA list with the one before it: that one is the list
-- less its additions, with its deletions.
CREATE OR REPLACE TEMP TABLE poa_lists AS
WITH ranked AS (
  SELECT
    poa.fiscal_year,
    poa.list,
    poa.source_id,
    row_number() OVER (PARTITION BY poa.fiscal_year, poa.list ORDER BY max(sources.ordinal) DESC) AS place
  FROM evidence_poa AS poa
  JOIN evidence_sources AS sources ON sources.source_id = poa.source_id
  GROUP BY poa.fiscal_year, poa.list, poa.source_id
)
SELECT poa.fiscal_year, poa.list, poa.code
FROM evidence_poa AS poa
JOIN ranked
  ON ranked.fiscal_year = poa.fiscal_year AND ranked.list = poa.list AND ranked.source_id = poa.source_id
WHERE ranked.place = 1;

CREATE OR REPLACE TEMP TABLE poa_years AS
WITH whole AS (
  SELECT DISTINCT fiscal_year FROM poa_lists WHERE list = 'exempt'
),
compared AS (
  SELECT fiscal_year
  FROM poa_lists
  WHERE list IN ('add', 'delete')
  GROUP BY fiscal_year
  HAVING count(DISTINCT list) = 2
)
SELECT fiscal_year, fiscal_year AS list_year FROM whole
UNION ALL
SELECT whole.fiscal_year - 1 AS fiscal_year, whole.fiscal_year AS list_year
FROM whole
SEMI JOIN compared ON compared.fiscal_year = whole.fiscal_year
ANTI JOIN whole AS own ON own.fiscal_year = whole.fiscal_year - 1;

CREATE OR REPLACE TEMP TABLE poa_pieces AS
WITH exempt AS (
  SELECT poa_years.fiscal_year, poa_lists.code
  FROM poa_years
  JOIN poa_lists ON poa_lists.fiscal_year = poa_years.list_year AND poa_lists.list = 'exempt'
  ANTI JOIN poa_lists AS added
    ON added.list = 'add'
    AND added.fiscal_year = poa_years.list_year
    AND added.code = poa_lists.code
    AND poa_years.fiscal_year < poa_years.list_year
  UNION
  SELECT poa_years.fiscal_year, poa_lists.code
  FROM poa_years
  JOIN poa_lists ON poa_lists.fiscal_year = poa_years.list_year AND poa_lists.list = 'delete'
  WHERE poa_years.fiscal_year < poa_years.list_year
)
SELECT code AS key, fiscal_start(fiscal_year) AS valid_from, fiscal_end(fiscal_year) AS valid_to FROM exempt;

INSERT INTO library_poa_exempt BY NAME
SELECT key AS code, valid_from, valid_to FROM merged_intervals('poa_pieces') ORDER BY code, valid_from;

CREATE OR REPLACE TEMP TABLE poa_coverage_pieces AS
SELECT 'POA' AS key, fiscal_start(fiscal_year) AS valid_from, fiscal_end(fiscal_year) AS valid_to FROM poa_years;

INSERT INTO library_poa_coverage BY NAME
SELECT valid_from, valid_to FROM merged_intervals('poa_coverage_pieces') ORDER BY valid_from;

CREATE OR REPLACE TEMP TABLE severity_pieces AS
SELECT DISTINCT {'code': severity.code, 'severity': severity.severity} AS key, spans.valid_from, spans.valid_to
FROM evidence_severity AS severity
JOIN version_spans('evidence_severity') AS spans
  ON spans.version = severity.version AND spans.source_id = severity.source_id;

INSERT INTO library_severity BY NAME
SELECT key.code AS code, key.severity AS severity, valid_from, valid_to
FROM merged_intervals('severity_pieces')
ORDER BY code, valid_from;

CREATE OR REPLACE TEMP TABLE flag_pieces AS
SELECT
  {'code': editor.code, 'flag': flags.flag} AS key,
  editor.valid_from::DATE AS valid_from,
  coalesce(editor.valid_to::DATE, open_end()) AS valid_to
FROM evidence_editor AS editor
JOIN editor_source ON editor_source.source_id = editor.source_id
CROSS JOIN unnest(string_split(editor.flags, '|')) AS flags(flag)
WHERE flags.flag <> '';

INSERT INTO library_editor_flags BY NAME
SELECT key.code AS code, key.flag AS flag, valid_from, valid_to
FROM merged_intervals('flag_pieces')
ORDER BY code, flag, valid_from;

CREATE OR REPLACE TEMP TABLE hcc_years AS
WITH ranked AS (
  SELECT
    hcc.year,
    hcc.model,
    hcc.source_id,
    row_number() OVER (PARTITION BY hcc.year, hcc.model ORDER BY max(sources.ordinal) DESC) AS place
  FROM evidence_hcc AS hcc
  JOIN evidence_sources AS sources ON sources.source_id = hcc.source_id
  GROUP BY hcc.year, hcc.model, hcc.source_id
)
SELECT year, model, source_id, make_date(year, 1, 1) AS valid_from, make_date(year, 12, 31) AS valid_to
FROM ranked
WHERE place = 1;

CREATE OR REPLACE TEMP TABLE hcc_pieces AS
SELECT DISTINCT
  {'code': hcc.code, 'model': hcc.model, 'hcc': hcc.hcc} AS key,
  hcc_years.valid_from,
  hcc_years.valid_to
FROM evidence_hcc AS hcc
JOIN hcc_years ON hcc_years.source_id = hcc.source_id AND hcc_years.year = hcc.year AND hcc_years.model = hcc.model;

INSERT INTO library_hcc BY NAME
SELECT key.code AS code, key.model AS model, key.hcc AS hcc, valid_from, valid_to
FROM merged_intervals('hcc_pieces')
ORDER BY code, model, hcc, valid_from;

CREATE OR REPLACE TEMP TABLE hcc_coverage_pieces AS
SELECT model AS key, valid_from, valid_to FROM hcc_years;

INSERT INTO library_hcc_coverage BY NAME
SELECT key AS model, valid_from, valid_to
FROM merged_intervals('hcc_coverage_pieces')
ORDER BY model, valid_from;

INSERT INTO library_ccsr BY NAME
SELECT DISTINCT code, category
FROM evidence_ccsr
WHERE source_id = (SELECT arg_max(source_id, ordinal) FROM evidence_sources WHERE kind = 'ccsr')
ORDER BY code, category;

INSERT INTO library_ccsr_categories BY NAME
SELECT category, max(title) AS title
FROM evidence_ccsr_categories
WHERE source_id = (SELECT arg_max(source_id, ordinal) FROM evidence_sources WHERE kind = 'ccsr-categories')
GROUP BY category
ORDER BY category;

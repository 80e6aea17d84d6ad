-- Question: which codes does any table know, what are they called, and was each ever billable?
-- Grain: library_codes one row per code; library_sources one row per file. The title is the latest one; CPT and
-- HCPCS have none, since no file that the library reads carries a title that it might keep (CPT is © AMA).
INSERT INTO library_codes BY NAME
WITH told AS (
  SELECT
    codes.system,
    codes.code,
    nullif(codes.title, '') AS title,
    codes.fiscal_year * 2 + 1 AS vintage,
    codes.is_billable,
    sources.ordinal
  FROM evidence_codes AS codes
  JOIN evidence_sources AS sources ON sources.source_id = codes.source_id
  UNION ALL
  SELECT
    years.system,
    years.code,
    nullif(years.title, '') AS title,
    (years.first_year + length(years.states) - 1) * 2 AS vintage,
    contains(years.states, '1') AS is_billable,
    sources.ordinal
  FROM evidence_years AS years
  JOIN evidence_sources AS sources ON sources.source_id = years.source_id
  UNION ALL
  SELECT
    'MS-DRG' AS system,
    drgs.drg AS code,
    nullif(drgs.title, '') AS title,
    datediff('day', DATE '1983-10-01', drgs.starts_on::DATE) AS vintage,
    true AS is_billable,
    sources.ordinal
  FROM evidence_drgs AS drgs
  JOIN evidence_sources AS sources ON sources.source_id = drgs.source_id
  UNION ALL
  SELECT DISTINCT system, code, NULL AS title, 0 AS vintage, is_billable, 0 AS ordinal FROM evidence_addenda
  UNION ALL
  SELECT DISTINCT 'ICD-10-CM' AS system, code, NULL AS title, 0 AS vintage, true AS is_billable, 0 AS ordinal
  FROM (
    SELECT code FROM evidence_editor
    UNION
    SELECT code FROM evidence_poa
    UNION
    SELECT code FROM evidence_severity
    UNION
    SELECT code FROM evidence_hcc
    UNION
    SELECT code FROM evidence_ccsr
  )
  UNION ALL
  SELECT DISTINCT system, code, NULL AS title, 0 AS vintage, true AS is_billable, 0 AS ordinal
  FROM (SELECT system, code FROM evidence_rvu UNION SELECT system, code FROM evidence_fees)
  UNION ALL
  SELECT DISTINCT 'MS-DRG' AS system, drg AS code, NULL AS title, 0 AS vintage, true AS is_billable, 0 AS ordinal
  FROM evidence_drg_weights
)
SELECT
  system,
  code,
  arg_max(title, (vintage, ordinal, title)) AS title,
  bool_or(is_billable) AS is_billable
FROM told
GROUP BY system, code
ORDER BY system, code;

INSERT INTO library_sources BY NAME
SELECT source_id, kind, system, name, sha256, valid_from, valid_to, rows
FROM evidence_sources
ORDER BY source_id;

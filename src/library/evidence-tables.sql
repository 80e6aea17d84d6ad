-- Question: what does each file of the library say, in its own terms?
-- Grain: one row per row of a file. The library_… tables are derived from these; taking a file out takes its rows
-- out. Dates that files write stand as text (YYYY-MM-DD), null where open. is_stale: derive before reading.
CREATE TABLE IF NOT EXISTS library_schema (schema VARCHAR, is_stale BOOLEAN);

CREATE TABLE IF NOT EXISTS evidence_sources (
  source_id VARCHAR PRIMARY KEY,
  ordinal INTEGER,
  kind VARCHAR,
  system VARCHAR,
  name VARCHAR,
  sha256 VARCHAR UNIQUE,
  valid_from DATE,
  valid_to DATE,
  rows BIGINT,
  added_at VARCHAR
);

CREATE TABLE IF NOT EXISTS evidence_codes (
  source_id VARCHAR,
  system VARCHAR,
  fiscal_year INTEGER,
  code VARCHAR,
  is_billable BOOLEAN,
  title VARCHAR
);

CREATE TABLE IF NOT EXISTS evidence_addenda (
  source_id VARCHAR,
  system VARCHAR,
  fiscal_year INTEGER,
  action VARCHAR,
  code VARCHAR,
  is_billable BOOLEAN
);

-- states: one character a fiscal year from first_year on: 1 billable, 0 header, - absent.
CREATE TABLE IF NOT EXISTS evidence_years (
  source_id VARCHAR,
  system VARCHAR,
  first_year INTEGER,
  code VARCHAR,
  states VARCHAR,
  title VARCHAR
);

CREATE TABLE IF NOT EXISTS evidence_editor (
  source_id VARCHAR,
  code VARCHAR,
  valid_from VARCHAR,
  valid_to VARCHAR,
  flags VARCHAR
);

-- list: exempt, add or delete; the last two compare the list with the one before it.
CREATE TABLE IF NOT EXISTS evidence_poa (source_id VARCHAR, fiscal_year INTEGER, list VARCHAR, code VARCHAR);

CREATE TABLE IF NOT EXISTS evidence_severity (
  source_id VARCHAR,
  version VARCHAR,
  fiscal_year INTEGER,
  starts_on VARCHAR,
  code VARCHAR,
  severity VARCHAR
);

CREATE TABLE IF NOT EXISTS evidence_drgs (
  source_id VARCHAR,
  version VARCHAR,
  fiscal_year INTEGER,
  starts_on VARCHAR,
  drg VARCHAR,
  title VARCHAR
);

CREATE TABLE IF NOT EXISTS evidence_drg_weights (source_id VARCHAR, version VARCHAR, drg VARCHAR, weight DOUBLE);

CREATE TABLE IF NOT EXISTS evidence_base_rates (source_id VARCHAR, amount DOUBLE);

CREATE TABLE IF NOT EXISTS evidence_hcc (source_id VARCHAR, year INTEGER, model VARCHAR, code VARCHAR, hcc INTEGER);

CREATE TABLE IF NOT EXISTS evidence_ccsr (source_id VARCHAR, code VARCHAR, category VARCHAR);

CREATE TABLE IF NOT EXISTS evidence_ccsr_categories (source_id VARCHAR, category VARCHAR, title VARCHAR);

-- amount is null where the schedule sets no price.
CREATE TABLE IF NOT EXISTS evidence_rvu (
  source_id VARCHAR,
  year INTEGER,
  system VARCHAR,
  code VARCHAR,
  modifier VARCHAR,
  amount DOUBLE,
  work_rvu DOUBLE
);

CREATE TABLE IF NOT EXISTS evidence_fees (
  source_id VARCHAR,
  system VARCHAR,
  code VARCHAR,
  modifier VARCHAR,
  amount DOUBLE,
  valid_from VARCHAR,
  valid_to VARCHAR
);

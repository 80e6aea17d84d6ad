-- Question: what do the official tables say of each code, on which dates?
-- Grain: empty tables, one row per statement that a table makes. Dates are inclusive at both ends, an open end is
-- 9999-12-31; codes are in canonical form. library_coverage: dates for which absence from library_validity means
-- "not valid"; outside them nothing can be judged. state: billable, or uncertain where only the year is known.
CREATE OR REPLACE TABLE library_sources (
  source_id VARCHAR,
  kind VARCHAR,
  system VARCHAR,
  name VARCHAR,
  sha256 VARCHAR,
  valid_from DATE,
  valid_to DATE,
  rows BIGINT
);

CREATE OR REPLACE TABLE library_codes (system VARCHAR, code VARCHAR, title VARCHAR, is_billable BOOLEAN);

CREATE OR REPLACE TABLE library_validity (
  system VARCHAR,
  code VARCHAR,
  valid_from DATE,
  valid_to DATE,
  state VARCHAR
);

CREATE OR REPLACE TABLE library_headers (system VARCHAR, code VARCHAR, valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_coverage (system VARCHAR, valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_poa_exempt (code VARCHAR, valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_poa_coverage (valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_severity (code VARCHAR, severity VARCHAR, valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_editor_flags (code VARCHAR, flag VARCHAR, valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_hcc (
  code VARCHAR,
  model VARCHAR,
  hcc INTEGER,
  valid_from DATE,
  valid_to DATE
);

CREATE OR REPLACE TABLE library_hcc_coverage (model VARCHAR, valid_from DATE, valid_to DATE);

CREATE OR REPLACE TABLE library_ccsr (code VARCHAR, category VARCHAR);

CREATE OR REPLACE TABLE library_ccsr_categories (category VARCHAR, title VARCHAR);

CREATE OR REPLACE TABLE library_drgs (
  version VARCHAR,
  drg VARCHAR,
  title VARCHAR,
  valid_from DATE,
  valid_to DATE
);

CREATE OR REPLACE TABLE library_drg_weights (version VARCHAR, drg VARCHAR, weight DOUBLE);

CREATE OR REPLACE TABLE library_base_rate (amount DOUBLE);

CREATE OR REPLACE TABLE library_fees (
  system VARCHAR,
  code VARCHAR,
  modifier VARCHAR,
  amount DOUBLE,
  work_rvu DOUBLE,
  valid_from DATE,
  valid_to DATE
);

-- Question: can the engine's codes be judged at all?
-- Grain: one row. is_loaded: a table of a system asked is loaded; has_covered: it covers the day of any code.
SELECT
  (
    SELECT count(*)
    FROM library_coverage
    SEMI JOIN asked_systems ON asked_systems.system = library_coverage.system AND asked_systems.in_all
  ) > 0 AS is_loaded,
  count(*) > 0 AS has_codes,
  coalesce(bool_or(judgements.is_covered), false) AS has_covered
FROM judgements;

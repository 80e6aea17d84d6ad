-- Question: of which DRG systems asked did the engine give no code in the whole run, held answers included?
-- Grain: one row per system. Source: METRICS.md, Conventions: an engine that gives no DRG has null, not a miss.
CREATE OR REPLACE TABLE systems_not_given AS
SELECT asked_systems.system_ix
FROM asked_systems
ANTI JOIN (
  SELECT asked_codes.system_ix
  FROM assignments
  JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
  WHERE assignments.side IN (2, 4) AND NOT asked_codes.in_all
) AS given ON given.system_ix = asked_systems.system_ix
WHERE NOT asked_systems.in_all
ORDER BY asked_systems.system_ix;

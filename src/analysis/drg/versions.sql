-- Question: which versions of DRG groupers are named, in codes and in weights?
-- Grain: one row per version as it is written.
SELECT version FROM assignments WHERE version IS NOT NULL
UNION
SELECT version FROM library_drg_weights WHERE version IS NOT NULL
ORDER BY version;

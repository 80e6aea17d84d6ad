-- Question: which versions of the engine answered?
-- Grain: one row per version; null where the answer names none.
SELECT version, count(*) AS responses
FROM responses
WHERE status IN ('coded', 'abstained') OR version IS NOT NULL
GROUP BY version
ORDER BY version NULLS LAST;

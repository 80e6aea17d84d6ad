-- Question: how did the responses end?
-- Grain: one row per status and, for abstained and failed ones, reason.
SELECT status, reason, count(*) AS count
FROM responses
GROUP BY status, reason
ORDER BY count(*) DESC, status, reason NULLS FIRST;

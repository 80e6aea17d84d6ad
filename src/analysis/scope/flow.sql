-- Question: how many encounters left before anything was sent, and why?
-- Grain: one row per reason, in the order in which reasons are tried.
SELECT reason, count(*)::INTEGER AS encounters
FROM scope_drops
GROUP BY reason, rank
ORDER BY rank, reason;

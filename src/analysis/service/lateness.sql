-- Question: did requests in an open loop leave when they should?
-- Grain: one row: the 99th percentile (nearest rank) of lateness and the greatest, in milliseconds; null where none was paced.
SELECT count(*) AS paced, quantile_disc(late_ms, 0.99) AS late_p99_ms, max(late_ms) AS late_max_ms
FROM service_lines
WHERE mode = 'realtime' AND late_ms IS NOT NULL;

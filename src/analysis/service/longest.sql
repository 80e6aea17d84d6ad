-- Question: which answer took longest?
-- Grain: one row; null where nothing was answered.
SELECT max(ms) AS ms FROM service_durations WHERE is_turnaround = $is_turnaround;

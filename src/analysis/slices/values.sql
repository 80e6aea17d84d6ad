-- Question: which values does each slice column take among the encounters in scope?
-- Grain: one row per column and value; null is "not recorded".
SELECT cells.column_name, cells.value
FROM cells
JOIN encounters ON encounters.row = cells.row
GROUP BY cells.column_name, cells.value
ORDER BY cells.column_name, cells.value NULLS LAST;

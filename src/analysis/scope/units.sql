-- Question: which units of evidence do the encounters in scope have?
-- Grain: one row per unit, the largest unit first.
SELECT unit
FROM encounters
GROUP BY unit
ORDER BY CASE unit WHEN 'patient' THEN 1 WHEN 'visit' THEN 2 ELSE 3 END;

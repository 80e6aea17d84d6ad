-- Question: under which settings was a file added: its days, its fees' days, its base rate?
-- Grain: one row per setting and number of rows that have it. Dates are YYYY-MM-DD, null where open or none.
SELECT valid_from::VARCHAR AS valid_from, valid_to::VARCHAR AS valid_to, NULL::DOUBLE AS amount, 1 AS rows
FROM evidence_sources
WHERE source_id = $source_id
UNION ALL
SELECT valid_from, valid_to, NULL::DOUBLE AS amount, count(*) AS rows
FROM evidence_fees
WHERE source_id = $source_id
GROUP BY valid_from, valid_to
UNION ALL
SELECT NULL AS valid_from, NULL AS valid_to, amount, count(*) AS rows
FROM evidence_base_rates
WHERE source_id = $source_id
GROUP BY amount
ORDER BY valid_from NULLS FIRST, valid_to NULLS FIRST, amount NULLS FIRST, rows;

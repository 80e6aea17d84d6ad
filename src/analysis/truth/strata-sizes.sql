-- Question: how many encounters does each stratum have?
-- Grain: one row per stratum, in text order.
SELECT stratum_ix, state, stratum, encounters
FROM review_strata
ORDER BY stratum_ix;

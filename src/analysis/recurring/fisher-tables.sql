-- Question: which different 2×2 tables occur among the candidates of the running question?
-- Grain: one row per family and table, with the number of candidates that share it.
SELECT family_ix, hits, drawn, marked, total, count(*) AS candidates
FROM fisher_candidates
GROUP BY family_ix, hits, drawn, marked, total
ORDER BY family_ix, hits, drawn, marked, total;

-- Question: which candidates of the running question have a 2×2 table that is significant in its family?
-- Grain: one row per candidate; what first_ix and second_ix number is the running question's.
CREATE OR REPLACE TABLE significant AS
SELECT
  fisher_candidates.family_ix,
  fisher_candidates.first_ix,
  fisher_candidates.second_ix,
  fisher_candidates.hits,
  fisher_candidates.drawn,
  fisher_candidates.marked,
  fisher_candidates.total,
  fisher_findings.p,
  fisher_findings.q
FROM fisher_candidates
JOIN fisher_findings
  ON fisher_findings.family_ix = fisher_candidates.family_ix
  AND fisher_findings.hits = fisher_candidates.hits
  AND fisher_findings.drawn = fisher_candidates.drawn
  AND fisher_findings.marked = fisher_candidates.marked
  AND fisher_findings.total = fisher_candidates.total
ORDER BY fisher_candidates.family_ix, fisher_candidates.first_ix, fisher_candidates.second_ix;

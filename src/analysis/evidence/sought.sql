-- Question: which codes does the reference hold anywhere?
-- Grain: one row per code.
SELECT codes.code_ix, codes.code
FROM codes
SEMI JOIN reference_codes ON reference_codes.code_ix = codes.code_ix
ORDER BY codes.code_ix;

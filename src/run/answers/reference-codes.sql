-- Question: which codes of the reference may stand in the texts of one page?
-- Grain: one row per encounter and code.
SELECT reference_codes.encounter_ix, reference_codes.code_ix
FROM reference_codes
SEMI JOIN findable_codes ON findable_codes.code_ix = reference_codes.code_ix
WHERE reference_codes.encounter_ix BETWEEN $first AND $last
ORDER BY reference_codes.encounter_ix, reference_codes.code_ix;

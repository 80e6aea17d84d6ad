-- Question: which codes does the engine give in one repeat and not in another?
-- Grain: one row per code with any such encounter: encounters with it in any repeat, those of them in which the
-- repeats differ, and those of these whose reference holds it. The most first.
SELECT
  repeat_codes.system,
  repeat_codes.code,
  count(*) AS encounters,
  count_if(times < $repeats)::BIGINT AS differing,
  count_if(times < $repeats AND in_reference)::BIGINT AS in_reference,
  count_if(times < $repeats)::DOUBLE / nullif(count(*), 0) AS share
FROM repeat_cells
JOIN repeat_codes ON repeat_codes.code_ix = repeat_cells.code_ix
WHERE times > 0
GROUP BY repeat_codes.system, repeat_codes.code
HAVING count_if(times < $repeats) > 0
ORDER BY differing DESC, repeat_codes.system, repeat_codes.code;

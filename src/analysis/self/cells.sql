-- Question: which repeats gave which code, and does the reference hold it?
-- Grain: one row per encounter with all its repeats and code of the systems asked that any repeat or the reference
-- gives. given: bit k−1 is set where repeat k gave it, 0 where none did; times: how many did.
-- Source: METRICS.md, Conventions: sets; a repeat that was not coded has an empty answer. Bit 20 of marks is the
-- reference's: there are 20 repeats at most.
CREATE OR REPLACE TABLE repeat_cells AS
WITH marked AS (
  SELECT
    whole_repeats.encounter_ix,
    repeat_written.code_ix,
    (1 << (source_repeat_codes.repeat - 1))::INTEGER AS mark
  FROM source_repeat_codes
  JOIN encounters ON encounters.encounter_id = source_repeat_codes.encounter_id
  JOIN whole_repeats ON whole_repeats.encounter_ix = encounters.encounter_ix
  JOIN repeat_written
    ON repeat_written.written_system = source_repeat_codes.system
    AND repeat_written.written_code = source_repeat_codes.code
  WHERE source_repeat_codes.repeat <= $repeats
    AND coalesce(source_repeat_codes.use, '') NOT IN ('admitting', 'reason_for_visit')
  UNION ALL
  SELECT matches.encounter_ix, matches.code_ix, (1 << 20)::INTEGER AS mark
  FROM matches
  JOIN whole_repeats ON whole_repeats.encounter_ix = matches.encounter_ix
  WHERE matches.side IN (1, 3)
),
cells AS (
  SELECT encounter_ix, code_ix, bit_or(mark) AS marks
  FROM marked
  GROUP BY encounter_ix, code_ix
)
SELECT
  encounter_ix,
  code_ix,
  marks & 1048575 AS given,
  bit_count(marks & 1048575)::INTEGER AS times,
  marks >= 1048576 AS in_reference
FROM cells;

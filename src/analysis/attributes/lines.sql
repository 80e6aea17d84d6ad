-- Question: do the sides give matched CPT and HCPCS codes the same modifiers and units?
-- Grain: written_lines one row per line that differs in any column (equal ones are one); matched_lines one row per encounter and code, with both sides' units in thousandths; modifier_marks one row
-- per text of modifiers and modifier in it; marked_lines one row per written line with modifiers of a matched code;
-- modifier_differences one row per matched code whose modifiers differ.
-- Source: METRICS.md, modifiers.* and units.*. Lines of one code are compared as one: units added up (blank is 1),
-- modifiers as the multiset of the lines' sets. A line without modifiers adds no set: how many such lines there are
-- is a matter of units.* and lines.*.
CREATE OR REPLACE TABLE written_lines AS
SELECT DISTINCT
  assignments.encounter_ix,
  assignments.code_ix,
  assignments.side,
  assignments.sequence,
  assignments.use,
  assignments.modifiers,
  assignments.units,
  assignments.service_date,
  assignments.line
FROM assignments
JOIN asked_codes ON asked_codes.code_ix = assignments.code_ix
JOIN codes ON codes.code_ix = assignments.code_ix
WHERE assignments.side IN (1, 2) AND codes.system IN ('CPT', 'HCPCS');

CREATE OR REPLACE TABLE matched_lines AS
WITH lines AS (
  SELECT
    (assignments.encounter_ix::BIGINT << 32) + assignments.code_ix AS place,
    assignments.side,
    CASE WHEN assignments.units IS NULL THEN 1000 ELSE round(assignments.units * 1000)::BIGINT END AS units
  FROM written_lines AS assignments
)
SELECT
  (place >> 32)::INTEGER AS encounter_ix,
  (place & 4294967295)::INTEGER AS code_ix,
  sum(CASE WHEN side = 1 THEN units ELSE 0 END)::BIGINT AS reference_units,
  sum(CASE WHEN side = 2 THEN units ELSE 0 END)::BIGINT AS engine_units
FROM lines
GROUP BY place
HAVING bit_or(side) = 3;

CREATE OR REPLACE TABLE modifier_marks AS
WITH texts AS (
  SELECT DISTINCT modifiers FROM assignments WHERE side IN (1, 2) AND trim(coalesce(modifiers, '')) <> ''
),
marks AS (
  SELECT DISTINCT modifiers, unnest(string_split_regex(upper(trim(modifiers)), '\s+')) AS mark
  FROM texts
)
SELECT
  modifiers,
  mark,
  regexp_full_match(mark, '2[2456]|5[0-9]|X[EPSU]|62|7[6-9]|80|82|AS|TC|LT|RT') AS is_pricing
FROM marks
ORDER BY modifiers, mark;

CREATE OR REPLACE TABLE marked_lines AS
WITH sets AS (
  SELECT
    modifiers,
    string_agg(mark, ' ' ORDER BY mark) AS marks,
    string_agg(mark, ' ' ORDER BY mark) FILTER (WHERE is_pricing) AS pricing_marks
  FROM modifier_marks
  GROUP BY modifiers
),
numbered AS (
  SELECT
    modifiers,
    dense_rank() OVER (ORDER BY marks)::INTEGER AS set_ix,
    CASE WHEN pricing_marks IS NOT NULL THEN dense_rank() OVER (ORDER BY pricing_marks)::INTEGER END AS pricing_ix
  FROM sets
)
SELECT
  assignments.encounter_ix,
  assignments.code_ix,
  assignments.modifiers,
  numbered.set_ix,
  numbered.pricing_ix,
  CASE WHEN assignments.side = 1 THEN -1 ELSE 1 END AS sign
FROM written_lines AS assignments
JOIN numbered ON numbered.modifiers = assignments.modifiers
JOIN matched_lines
  ON matched_lines.encounter_ix = assignments.encounter_ix
  AND matched_lines.code_ix = assignments.code_ix
WHERE assignments.side IN (1, 2);

CREATE OR REPLACE TABLE modifier_differences AS
WITH unequal AS (
  SELECT encounter_ix, code_ix, false AS is_pricing
  FROM marked_lines
  GROUP BY encounter_ix, code_ix, set_ix
  HAVING sum(sign) <> 0
  UNION ALL
  SELECT encounter_ix, code_ix, true AS is_pricing
  FROM marked_lines
  WHERE pricing_ix IS NOT NULL
  GROUP BY encounter_ix, code_ix, pricing_ix
  HAVING sum(sign) <> 0
)
SELECT encounter_ix, code_ix, bool_or(is_pricing) AS is_pricing
FROM unequal
GROUP BY encounter_ix, code_ix;

-- Question: on which matched codes do the modifiers differ, and in what?
-- Grain: one row per encounter and matched code whose modifiers differ; detail: −25 the engine lacks it, +59 it adds
-- it, in text order; the same modifiers spread over other lines are "on other lines".
-- Source: METRICS.md, Error classes: an attribute of matched assignments. None where the engine gives no modifier.
WITH nets AS (
  SELECT
    marked_lines.encounter_ix,
    marked_lines.code_ix,
    modifier_marks.mark,
    sum(marked_lines.sign) AS net
  FROM marked_lines
  SEMI JOIN modifier_differences
    ON modifier_differences.encounter_ix = marked_lines.encounter_ix
    AND modifier_differences.code_ix = marked_lines.code_ix
  JOIN modifier_marks ON modifier_marks.modifiers = marked_lines.modifiers
  GROUP BY marked_lines.encounter_ix, marked_lines.code_ix, modifier_marks.mark
),
details AS (
  SELECT
    encounter_ix,
    code_ix,
    string_agg(CASE WHEN net < 0 THEN '−' ELSE '+' END || mark, ' ' ORDER BY mark) FILTER (WHERE net <> 0) AS marks
  FROM nets
  GROUP BY encounter_ix, code_ix
)
SELECT
  details.encounter_ix,
  encounters.cluster_ix,
  asked_codes.system_ix,
  'modifier' AS class,
  details.code_ix,
  NULL::INTEGER AS other_ix,
  coalesce(details.marks, 'on other lines') AS detail
FROM details
JOIN encounters ON encounters.encounter_ix = details.encounter_ix
JOIN asked_codes ON asked_codes.code_ix = details.code_ix
CROSS JOIN attributes_given
WHERE attributes_given.engine_modifiers
ORDER BY details.encounter_ix, details.code_ix;

-- Question: what are the mean per-code figures, where every code weighs the same?
-- Codes with fewer encounters in the reference of a scope than $min_support are left out of it; 0 leaves out none.
-- Grain: one row per scope and code system: sums of per-code shares in fixed point (2^−40) and numbers of codes.
-- Source: METRICS.md, Figures: Edin et al. 2023 (reference), union, Mullenbach et al. 2018 (harmonic, 0/0 as 0).
WITH code_counts AS (
  SELECT
    scope_members.scope_ix,
    matches.code_ix,
    count_if(matches.side = 3)::BIGINT AS tp,
    count_if(matches.side = 2)::BIGINT AS fp,
    count_if(matches.side = 1)::BIGINT AS fn,
    count_if(matches.side = 1 AND responses.status = 'coded')::BIGINT AS fn_answered
  FROM scope_members
  JOIN matches ON matches.encounter_ix = scope_members.encounter_ix
  JOIN responses ON responses.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, matches.code_ix
),
supported AS (
  SELECT scope_ix, code_ix, tp, fp, fn, fn_answered
  FROM code_counts
  WHERE tp + fn >= $min_support
),
populations AS (
  SELECT scope_ix, code_ix, false AS is_answered, tp, fp, fn FROM supported
  UNION ALL
  SELECT scope_ix, code_ix, true AS is_answered, tp, fp, fn_answered AS fn FROM supported
),
by_system AS (
  SELECT
    populations.scope_ix,
    code_systems.system_ix,
    populations.is_answered,
    populations.tp,
    populations.fp,
    populations.fn
  FROM populations
  JOIN code_systems ON code_systems.code_ix = populations.code_ix
)
SELECT
  scope_ix,
  system_ix,
  is_answered,
  count_if(tp + fn > 0)::BIGINT AS reference_codes,
  count_if(tp + fp + fn > 0)::BIGINT AS union_codes,
  coalesce(sum(share_of(2 * tp, 2 * tp + fp + fn)) FILTER (WHERE tp + fn > 0), 0)::HUGEINT AS reference_f1,
  coalesce(sum(share_of(2 * tp, 2 * tp + fp + fn)), 0)::HUGEINT AS union_f1,
  coalesce(sum(share_of(tp, tp + fp)), 0)::HUGEINT AS union_precision,
  coalesce(sum(share_of(tp, tp + fn)), 0)::HUGEINT AS union_recall
FROM by_system
GROUP BY scope_ix, system_ix, is_answered
ORDER BY scope_ix, system_ix, is_answered;

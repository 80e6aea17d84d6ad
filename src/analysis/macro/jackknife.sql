-- Question: how do the sums of query.sql change when one group of patients is left out?
-- Grain: one row per scope that wants an interval, code system, population and jackknife group with any member.
-- Source: METRICS.md, Intervals: delete-a-group jackknife. The codes with $min_support are those of the full sample. Only codes that the group holds change.
WITH wanted AS (
  SELECT scopes.scope_ix FROM scopes WHERE scopes.wants_macro_interval
),
cells AS (
  SELECT
    scope_members.scope_ix,
    matches.code_ix,
    encounters.jack_group,
    count_if(matches.side = 3)::BIGINT AS tp,
    count_if(matches.side = 2)::BIGINT AS fp,
    count_if(matches.side = 1)::BIGINT AS fn,
    count_if(matches.side = 1 AND responses.status = 'coded')::BIGINT AS fn_answered
  FROM wanted
  JOIN scope_members ON scope_members.scope_ix = wanted.scope_ix
  JOIN matches ON matches.encounter_ix = scope_members.encounter_ix
  JOIN encounters ON encounters.encounter_ix = scope_members.encounter_ix
  JOIN responses ON responses.encounter_ix = scope_members.encounter_ix
  GROUP BY scope_members.scope_ix, matches.code_ix, encounters.jack_group
),
supports AS (
  SELECT scope_ix, code_ix, sum(tp + fn)::BIGINT AS encounters
  FROM cells
  GROUP BY scope_ix, code_ix
),
supported AS (
  SELECT cells.scope_ix, cells.code_ix, cells.jack_group, cells.tp, cells.fp, cells.fn, cells.fn_answered
  FROM cells
  JOIN supports ON supports.scope_ix = cells.scope_ix AND supports.code_ix = cells.code_ix
  WHERE supports.encounters >= $min_support
),
populations AS (
  SELECT scope_ix, code_ix, jack_group, false AS is_answered, tp, fp, fn FROM supported
  UNION ALL
  SELECT scope_ix, code_ix, jack_group, true AS is_answered, tp, fp, fn_answered AS fn FROM supported
),
totals AS (
  SELECT scope_ix, code_ix, is_answered, sum(tp)::BIGINT AS all_tp, sum(fp)::BIGINT AS all_fp, sum(fn)::BIGINT AS all_fn
  FROM populations
  GROUP BY scope_ix, code_ix, is_answered
),
with_totals AS (
  SELECT
    populations.scope_ix,
    populations.code_ix,
    populations.jack_group,
    populations.is_answered,
    populations.tp,
    populations.fp,
    populations.fn,
    totals.all_tp,
    totals.all_fp,
    totals.all_fn
  FROM populations
  JOIN totals
    ON totals.scope_ix = populations.scope_ix
    AND totals.code_ix = populations.code_ix
    AND totals.is_answered = populations.is_answered
),
changes AS (
  SELECT
    scope_ix,
    code_ix,
    jack_group,
    is_answered,
    (all_tp - tp + all_fn - fn > 0)::INTEGER - (all_tp + all_fn > 0)::INTEGER AS reference_codes,
    (all_tp - tp + all_fp - fp + all_fn - fn > 0)::INTEGER - (all_tp + all_fp + all_fn > 0)::INTEGER AS union_codes,
    coalesce(share_of(2 * (all_tp - tp), 2 * (all_tp - tp) + all_fp - fp + all_fn - fn), 0) AS f1_after,
    coalesce(share_of(2 * all_tp, 2 * all_tp + all_fp + all_fn), 0) AS f1_before,
    (all_tp - tp + all_fn - fn > 0) AS in_reference_after,
    (all_tp + all_fn > 0) AS in_reference_before,
    coalesce(share_of(all_tp - tp, all_tp - tp + all_fp - fp), 0)
      - coalesce(share_of(all_tp, all_tp + all_fp), 0) AS union_precision,
    coalesce(share_of(all_tp - tp, all_tp - tp + all_fn - fn), 0)
      - coalesce(share_of(all_tp, all_tp + all_fn), 0) AS union_recall
  FROM with_totals
)
SELECT
  scope_ix,
  system_ix,
  is_answered,
  jack_group,
  sum(reference_codes)::BIGINT AS reference_codes,
  sum(union_codes)::BIGINT AS union_codes,
  sum(
    CASE WHEN in_reference_after THEN f1_after ELSE 0 END - CASE WHEN in_reference_before THEN f1_before ELSE 0 END
  )::HUGEINT AS reference_f1,
  sum(f1_after - f1_before)::HUGEINT AS union_f1,
  sum(union_precision)::HUGEINT AS union_precision,
  sum(union_recall)::HUGEINT AS union_recall
FROM changes
JOIN code_systems ON code_systems.code_ix = changes.code_ix
GROUP BY scope_ix, system_ix, is_answered, jack_group
ORDER BY scope_ix, system_ix, is_answered, jack_group;

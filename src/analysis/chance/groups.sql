-- Question: how far do the sides agree in each jackknife group, before chance is taken off?
-- Grain: one row per code system (−1 all) and group with any code on either side; the whole run. jaccard and masi are
-- sums of similarity in fixed point (2^−40) over encounters, which are those with a code on either side.
-- Source: METRICS.md, Figures: MASI is J·m, m 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap
-- (Passonneau 2006).
SELECT
  encounter_sums.system_ix,
  encounters.jack_group,
  count(*) AS encounters,
  sum(encounter_sums.tp)::BIGINT AS tp,
  sum(encounter_sums.fp)::BIGINT AS fp,
  sum(encounter_sums.fn)::BIGINT AS fn,
  sum(encounter_sums.jaccard)::HUGEINT AS jaccard,
  sum(
    CASE
      WHEN encounter_sums.fp = 0 AND encounter_sums.fn = 0 THEN encounter_sums.jaccard
      WHEN encounter_sums.fp = 0 OR encounter_sums.fn = 0
        THEN share_of(2 * encounter_sums.tp, 3 * (encounter_sums.tp + encounter_sums.fp + encounter_sums.fn))
      ELSE share_of(encounter_sums.tp, 3 * (encounter_sums.tp + encounter_sums.fp + encounter_sums.fn))
    END
  )::HUGEINT AS masi
FROM encounter_sums
JOIN encounters ON encounters.encounter_ix = encounter_sums.encounter_ix
GROUP BY encounter_sums.system_ix, encounters.jack_group
ORDER BY encounter_sums.system_ix, encounters.jack_group;

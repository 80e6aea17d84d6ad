-- Question: which significant pairs come back, and as what class?
-- Grain: one row per class and pair with $fewest encounters or more; an encounter holds a pair at most once.
SELECT
  errors.system_ix,
  errors.class::VARCHAR AS class,
  errors.missed_ix AS from_ix,
  errors.added_ix AS to_ix,
  count(*) AS encounters,
  significant.drawn,
  significant.marked,
  significant.total,
  significant.p,
  significant.q
FROM errors
JOIN significant ON significant.first_ix = errors.missed_ix AND significant.second_ix = errors.added_ix
GROUP BY
  errors.system_ix,
  errors.class,
  errors.missed_ix,
  errors.added_ix,
  significant.drawn,
  significant.marked,
  significant.total,
  significant.p,
  significant.q
HAVING count(*) >= $fewest
ORDER BY errors.system_ix, errors.missed_ix, errors.added_ix, class;

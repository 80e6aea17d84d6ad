-- Question: if all encounters from some confidence up were accepted, how many would that be, and how many wrong?
-- Grain: one row per confidence shown, the highest first; at most 200, each a further 1/200 of those with a confidence.
-- Source: METRICS.md, Guarantees. coverage is of all encounters, those without a confidence among them.
WITH levels AS (
  SELECT confidence, count(*) AS encounters, count_if(NOT is_exact) AS errors
  FROM automation_encounters
  WHERE confidence IS NOT NULL
  GROUP BY confidence
),
counted AS (
  SELECT
    confidence,
    sum(encounters) OVER (ORDER BY confidence DESC)::BIGINT AS accepted,
    sum(errors) OVER (ORDER BY confidence DESC)::BIGINT AS errors,
    (SELECT sum(encounters) FROM levels)::BIGINT AS confident
  FROM levels
),
stepped AS (
  SELECT confidence, accepted, errors, ceil(accepted * 200 / nullif(confident, 0)) AS step
  FROM counted
),
shown AS (
  SELECT min(confidence) AS confidence, max(accepted) AS accepted, max(errors) AS errors
  FROM stepped
  GROUP BY step
)
SELECT
  confidence,
  accepted,
  accepted / nullif((SELECT count(*) FROM automation_encounters), 0) AS coverage,
  errors / nullif(accepted, 0) AS risk
FROM shown
ORDER BY confidence DESC;

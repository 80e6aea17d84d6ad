-- Question: how often are answers of each confidence right, confidences told apart to 1/10,000?
-- Grain: one row per kind, system and confidence in 1/10,000, the lowest first. confidence is the sum of confidences,
-- squared Σ(confidence − right)², both fixed point, in units of 2^−40.
-- Source: METRICS.md, Figures.
WITH weighed AS (
  SELECT
    kind,
    system_ix,
    round(confidence * 10000)::INTEGER AS level,
    answers,
    correct,
    answers * round(confidence * 1099511627776)::HUGEINT AS confidence,
    correct * round((1 - confidence) * (1 - confidence) * 1099511627776)::HUGEINT AS squared_right,
    (answers - correct) * round(confidence * confidence * 1099511627776)::HUGEINT AS squared_wrong
  FROM confidences
)
SELECT
  kind,
  system_ix,
  level,
  sum(answers)::BIGINT AS answers,
  sum(correct)::BIGINT AS correct,
  sum(confidence)::HUGEINT AS confidence,
  sum(squared_right + squared_wrong)::HUGEINT AS squared
FROM weighed
GROUP BY kind, system_ix, level
ORDER BY kind, system_ix, level;

-- Question: how often does each category of codes occur in each period?
-- Grain: one row per system, category and period. A category is the first three characters of an ICD code, the code
-- itself in systems without categories; codes of both sides are counted together, so that both get one list.
SELECT
  asked_systems.system,
  coalesce(code_facts.category, codes.code) AS category,
  CASE WHEN $by_week THEN encounters.week ELSE 0 END AS period,
  sum(CASE WHEN matches.side = 3 THEN 2 ELSE 1 END)::BIGINT AS codes
FROM matches
JOIN encounters ON encounters.encounter_ix = matches.encounter_ix
JOIN codes ON codes.code_ix = matches.code_ix
JOIN code_facts ON code_facts.code_ix = matches.code_ix
JOIN asked_systems ON asked_systems.system_ix = code_facts.system_ix
WHERE NOT $by_week OR encounters.week IS NOT NULL
GROUP BY asked_systems.system, coalesce(code_facts.category, codes.code), period
ORDER BY asked_systems.system, category, period;

-- Question: what is to be told of each reported error: its codes, weeks, share, weight and money?
-- Grain: one row per error. weeks: number of ISO weeks since 1970. weight in ten-thousandths, engine less reference,
-- over those of its encounters where both DRGs are known; cents: the fee of `to` less that of `from` on each day,
-- null unless every encounter's is known. usual_ix: the code the engine oftenest lists first instead; detail: the most
-- frequent one; ties go to the first in text order; usual_encounters: how many of the error's have it. unanswered: encounters whose response was not 'coded'.
WITH weeks AS (
  SELECT
    recurring_events.error_ix,
    count(DISTINCT encounters.week) AS weeks,
    min(encounters.week) AS first_week,
    max(encounters.week) AS last_week
  FROM recurring_events
  JOIN encounters ON encounters.encounter_ix = recurring_events.encounter_ix
  GROUP BY recurring_events.error_ix
),
unanswered AS (
  SELECT recurring_events.error_ix, count(*) AS encounters
  FROM recurring_events
  JOIN responses ON responses.encounter_ix = recurring_events.encounter_ix AND responses.status <> 'coded'
  GROUP BY recurring_events.error_ix
),
weights AS (
  SELECT recurring_events.error_ix, sum(drg_case.weight_shift)::HUGEINT AS weight
  FROM recurring_events
  JOIN drg_case ON drg_case.encounter_ix = recurring_events.encounter_ix
  GROUP BY recurring_events.error_ix
),
fees AS (
  SELECT DISTINCT
    codes.code_ix,
    library_fees.valid_from,
    library_fees.valid_to,
    round(library_fees.amount * 100)::BIGINT AS cents
  FROM library_fees
  JOIN codes ON codes.system = library_fees.system AND codes.code = library_fees.code
  WHERE library_fees.modifier IS NULL
),
priced AS (
  SELECT
    recurring_events.error_ix,
    recurring_events.encounter_ix,
    CASE WHEN recurring.from_ix IS NULL THEN 0 ELSE max(from_fees.cents) END AS from_cents,
    CASE WHEN recurring.to_ix IS NULL THEN 0 ELSE max(to_fees.cents) END AS to_cents
  FROM recurring_events
  JOIN recurring ON recurring.error_ix = recurring_events.error_ix AND recurring.kind IN ('reference', 'engine')
  JOIN recurring_systems
    ON recurring_systems.system_ix = recurring.system_ix AND recurring_systems.system IN ('CPT', 'HCPCS')
  JOIN encounters ON encounters.encounter_ix = recurring_events.encounter_ix
  LEFT JOIN fees AS from_fees
    ON from_fees.code_ix = recurring.from_ix
    AND encounters.judged_on BETWEEN from_fees.valid_from AND from_fees.valid_to
  LEFT JOIN fees AS to_fees
    ON to_fees.code_ix = recurring.to_ix
    AND encounters.judged_on BETWEEN to_fees.valid_from AND to_fees.valid_to
  GROUP BY recurring_events.error_ix, recurring_events.encounter_ix, recurring.from_ix, recurring.to_ix
),
money AS (
  SELECT
    error_ix,
    CASE WHEN count(to_cents - from_cents) = count(*) THEN sum(to_cents - from_cents)::HUGEINT END AS cents
  FROM priced
  GROUP BY error_ix
),
attributes AS (
  SELECT recurring.error_ix, attribute_errors.other_ix, attribute_errors.detail, count(*) AS encounters
  FROM attribute_errors
  JOIN recurring ON recurring.from_ix = attribute_errors.code_ix AND recurring.class = attribute_errors.class::VARCHAR
  GROUP BY recurring.error_ix, attribute_errors.other_ix, attribute_errors.detail
),
usual AS (
  SELECT
    error_ix,
    other_ix,
    detail,
    encounters,
    row_number() OVER (
      PARTITION BY error_ix
      ORDER BY encounters DESC, other_ix NULLS LAST, detail NULLS LAST
    ) AS place
  FROM attributes
),
invalid AS (
  SELECT
    recurring.error_ix,
    count(of_coder.code_ix) AS of_coder,
    count(of_engine.code_ix) AS of_engine
  FROM recurring
  JOIN recurring_events ON recurring_events.error_ix = recurring.error_ix
  LEFT JOIN invalid_codes AS of_coder
    ON of_coder.encounter_ix = recurring_events.encounter_ix AND of_coder.code_ix = recurring.from_ix
  LEFT JOIN invalid_codes AS of_engine
    ON of_engine.encounter_ix = recurring_events.encounter_ix AND of_engine.code_ix = recurring.to_ix
  WHERE recurring.class = 'invalid_code'
  GROUP BY recurring.error_ix
),
attribute_totals AS (
  SELECT system_ix, class::VARCHAR AS class, count(*) AS errors
  FROM attribute_errors
  GROUP BY system_ix, class
),
base_rate AS (
  SELECT max(amount) AS amount FROM library_base_rate HAVING count(DISTINCT amount) = 1
)
SELECT
  recurring.error_ix,
  recurring_systems.system,
  recurring.class,
  recurring.kind,
  from_codes.code AS from_code,
  to_codes.code AS to_code,
  usual_codes.code AS usual_code,
  usual.encounters AS usual_encounters,
  from_facts.title AS from_title,
  coalesce(to_facts.title, usual_facts.title) AS to_title,
  usual.detail,
  recurring_margins.encounters,
  recurring_margins.opportunities,
  coalesce(unanswered.encounters, 0) AS unanswered,
  coalesce(invalid.of_coder, 0) > 0 AS is_coder_invalid,
  coalesce(invalid.of_engine, 0) > 0 AS is_engine_invalid,
  CASE
    WHEN recurring.kind IN ('reference', 'engine') THEN recurring_systems.unmatched
    ELSE attribute_totals.errors
  END AS assignments,
  weeks.weeks,
  recurring_margins.weeks_of,
  weeks.first_week,
  weeks.last_week,
  weights.weight,
  money.cents,
  base_rate.amount AS base_rate
FROM recurring
JOIN recurring_systems ON recurring_systems.system_ix = recurring.system_ix
JOIN recurring_margins ON recurring_margins.error_ix = recurring.error_ix
JOIN weeks ON weeks.error_ix = recurring.error_ix
LEFT JOIN unanswered ON unanswered.error_ix = recurring.error_ix
LEFT JOIN weights ON weights.error_ix = recurring.error_ix
LEFT JOIN money ON money.error_ix = recurring.error_ix
LEFT JOIN invalid ON invalid.error_ix = recurring.error_ix
LEFT JOIN attribute_totals
  ON attribute_totals.system_ix = recurring.system_ix AND attribute_totals.class = recurring.class
LEFT JOIN usual ON usual.error_ix = recurring.error_ix AND usual.place = 1
LEFT JOIN codes AS from_codes ON from_codes.code_ix = recurring.from_ix
LEFT JOIN codes AS to_codes ON to_codes.code_ix = recurring.to_ix
LEFT JOIN codes AS usual_codes ON usual_codes.code_ix = usual.other_ix
LEFT JOIN code_facts AS from_facts ON from_facts.code_ix = recurring.from_ix
LEFT JOIN code_facts AS to_facts ON to_facts.code_ix = recurring.to_ix
LEFT JOIN code_facts AS usual_facts ON usual_facts.code_ix = usual.other_ix
LEFT JOIN base_rate ON true
ORDER BY recurring.error_ix;

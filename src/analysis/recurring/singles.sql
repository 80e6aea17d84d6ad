-- Question: which codes have an error of one code oftener than all others that could have it?
-- Grain: one row per system, class, kind of opportunity and code with $fewest events or more, and a rate above that of
-- all; others cannot be reported, and count with p = 1. family_size counts the codes with $fewest opportunities; marked
-- and total are the events and opportunities of all codes that the class can befall; `symptom` befalls symptoms alone.
-- Source: METRICS.md, Error classes, recurring errors: one-code classes.
WITH unpaired AS (
  SELECT system_ix, class, missed_ix, added_ix, count(*) AS events
  FROM errors
  WHERE missed_ix IS NULL OR added_ix IS NULL
  GROUP BY system_ix, class, missed_ix, added_ix
),
events AS (
  SELECT
    system_ix,
    class::VARCHAR AS class,
    CASE WHEN added_ix IS NULL THEN 'reference' ELSE 'engine' END AS kind,
    coalesce(missed_ix, added_ix) AS code_ix,
    events
  FROM unpaired
  UNION ALL
  SELECT
    system_ix,
    class::VARCHAR AS class,
    CASE class::VARCHAR
      WHEN 'wrong_principal' THEN 'first'
      WHEN 'poa' THEN 'compared'
      WHEN 'poa_on_exempt' THEN 'exempt'
      ELSE 'matched'
    END AS kind,
    code_ix,
    count(DISTINCT encounter_ix) AS events
  FROM attribute_errors
  GROUP BY system_ix, class, code_ix
),
families AS (
  SELECT DISTINCT system_ix, class, kind FROM events
),
befallen AS (
  SELECT
    families.system_ix,
    families.class,
    families.kind,
    opportunity_counts.code_ix,
    coalesce(events.events, 0) AS hits,
    opportunity_counts.opportunities AS drawn,
    opportunity_counts.unmatched AS unmatched
  FROM families
  JOIN opportunity_counts
    ON opportunity_counts.system_ix = families.system_ix AND opportunity_counts.kind = families.kind
  JOIN code_facts ON code_facts.code_ix = opportunity_counts.code_ix
  LEFT JOIN events
    ON events.class = families.class
    AND events.kind = families.kind
    AND events.code_ix = opportunity_counts.code_ix
  WHERE families.class <> 'symptom' OR code_facts.is_symptom
),
sized AS (
  SELECT
    system_ix,
    class,
    kind,
    code_ix,
    hits,
    drawn,
    unmatched,
    sum(hits) OVER family AS marked,
    sum(drawn) OVER family AS total,
    sum(unmatched) OVER family AS unmatched_marked,
    count(*) FILTER (WHERE drawn >= $fewest) OVER family AS family_size
  FROM befallen
  WINDOW family AS (PARTITION BY system_ix, class, kind)
)
SELECT
  system_ix,
  class,
  kind,
  code_ix,
  hits,
  drawn,
  unmatched,
  marked::BIGINT AS marked,
  total::BIGINT AS total,
  unmatched_marked::BIGINT AS unmatched_marked,
  family_size
FROM sized
WHERE hits >= $fewest AND hits * total > drawn * marked
ORDER BY system_ix, class, kind, code_ix;

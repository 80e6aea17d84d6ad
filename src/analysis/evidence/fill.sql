-- Question: does the engine show where its codes come from, and do the reference's codes stand in what it was sent?
-- Grain: rows of `measures`. Codes as sets, of systems asked; an encounter with a leaked code of any of them leaves
-- the figures that end in `unleaked`. Of exact matches the rows of all systems (−1) stand here too.
-- Source: METRICS.md, Figures; offsets count Unicode code points (DATA.md, Engine protocol).
INSERT INTO measures
WITH pointed AS (
  SELECT
    encounters.encounter_ix,
    written_codes.code_ix,
    bool_and(coalesce(source_evidence.last_end <= document_lengths.code_points, false)) AS holds
  FROM source_evidence
  JOIN encounters ON encounters.encounter_id = source_evidence.encounter_id
  JOIN written_codes
    ON written_codes.written_system = source_evidence.system
    AND written_codes.written_code = source_evidence.code
  LEFT JOIN sent_texts
    ON sent_texts.encounter_ix = encounters.encounter_ix
    AND sent_texts.document_key = source_evidence.document_key
  LEFT JOIN document_lengths ON document_lengths.text_ix = sent_texts.text_ix
  GROUP BY encounters.encounter_ix, written_codes.code_ix
),
counts AS (
  SELECT
    matches.encounter_ix,
    asked_codes.system_ix,
    count(*) AS codes,
    count(pointed.code_ix) AS with_evidence,
    count_if(coalesce(pointed.holds, false))::BIGINT AS holding
  FROM matches
  JOIN asked_codes ON asked_codes.code_ix = matches.code_ix
  LEFT JOIN pointed ON pointed.encounter_ix = matches.encounter_ix AND pointed.code_ix = matches.code_ix
  WHERE matches.side IN (2, 3)
  GROUP BY matches.encounter_ix, asked_codes.system_ix
)
SELECT encounter_ix, system_ix, 'evidence.present'::measure_name AS metric, with_evidence AS y, codes AS x
FROM counts
UNION ALL
SELECT encounter_ix, system_ix, 'evidence.valid'::measure_name AS metric, holding AS y, with_evidence AS x
FROM counts
WHERE with_evidence > 0;

INSERT INTO measures
WITH leaks AS (
  SELECT DISTINCT encounter_ix, code_ix FROM leaked
)
SELECT
  reference_codes.encounter_ix,
  asked_codes.system_ix,
  'data.leakage'::measure_name AS metric,
  count(leaks.code_ix) AS y,
  count(*) AS x
FROM reference_codes
SEMI JOIN findable_codes ON findable_codes.code_ix = reference_codes.code_ix
SEMI JOIN sent_texts ON sent_texts.encounter_ix = reference_codes.encounter_ix
JOIN asked_codes ON asked_codes.code_ix = reference_codes.code_ix
LEFT JOIN leaks ON leaks.encounter_ix = reference_codes.encounter_ix AND leaks.code_ix = reference_codes.code_ix
GROUP BY reference_codes.encounter_ix, asked_codes.system_ix;

INSERT INTO measures
WITH added AS (
  SELECT
    encounter_sums.encounter_ix,
    encounter_sums.system_ix,
    unnest([
      {'metric': 'codes.precision.unleaked'::measure_name, 'y': tp::BIGINT, 'x': (tp + fp)::BIGINT},
      {'metric': 'codes.recall.unleaked'::measure_name, 'y': tp, 'x': tp + fn},
      {'metric': 'codes.f1.unleaked'::measure_name, 'y': 2 * tp, 'x': 2 * tp + fp + fn},
      {'metric': 'encounters.exact_match.unleaked'::measure_name, 'y': (fp + fn = 0)::BIGINT, 'x': 1}
    ]) AS sums
  FROM encounter_sums
  ANTI JOIN leaked ON leaked.encounter_ix = encounter_sums.encounter_ix
)
SELECT encounter_ix, system_ix, sums.metric AS metric, sums.y AS y, sums.x AS x
FROM added
WHERE system_ix <> -1 OR sums.metric = 'encounters.exact_match.unleaked';

-- Question: what are DRGs called, what do they weigh, and what does a line pay?
-- Grain: library_drgs one row per version and DRG; library_fees one row per code, modifier and interval.
-- Source: the hospital's own fees go before those of the Physician Fee Schedule on the days they name; of two files
-- that name the same day the last added counts. Of two weights of a DRG in one version likewise.
INSERT INTO library_drgs BY NAME
SELECT drgs.version, drgs.drg, max(drgs.title) AS title, spans.valid_from, spans.valid_to
FROM evidence_drgs AS drgs
JOIN version_spans('evidence_drgs') AS spans ON spans.version = drgs.version AND spans.source_id = drgs.source_id
GROUP BY drgs.version, drgs.drg, spans.valid_from, spans.valid_to
ORDER BY drgs.version, drgs.drg;

INSERT INTO library_drg_weights BY NAME
SELECT weights.version, weights.drg, arg_max(weights.weight, sources.ordinal) AS weight
FROM evidence_drg_weights AS weights
JOIN evidence_sources AS sources ON sources.source_id = weights.source_id
GROUP BY weights.version, weights.drg
ORDER BY weights.version, weights.drg;

INSERT INTO library_base_rate BY NAME
SELECT rates.amount
FROM evidence_base_rates AS rates
JOIN evidence_sources AS sources ON sources.source_id = rates.source_id
ORDER BY sources.ordinal DESC
LIMIT 1;

CREATE OR REPLACE TEMP TABLE fee_pieces AS
SELECT
  {'system': fees.system, 'code': fees.code, 'modifier': fees.modifier} AS key,
  fees.amount,
  NULL::DOUBLE AS work_rvu,
  sources.ordinal + 1000000 AS place,
  fees.valid_from::DATE AS valid_from,
  coalesce(fees.valid_to::DATE, open_end()) AS valid_to
FROM evidence_fees AS fees
JOIN evidence_sources AS sources ON sources.source_id = fees.source_id
UNION ALL
SELECT
  {'system': rvu.system, 'code': rvu.code, 'modifier': rvu.modifier} AS key,
  rvu.amount,
  rvu.work_rvu,
  sources.ordinal AS place,
  make_date(rvu.year, 1, 1) AS valid_from,
  make_date(rvu.year, 12, 31) AS valid_to
FROM evidence_rvu AS rvu
JOIN evidence_sources AS sources ON sources.source_id = rvu.source_id;

-- Every day on which something begins or has ended cuts a code's time into segments.
CREATE OR REPLACE TEMP TABLE fee_segments AS
WITH cuts AS (
  SELECT key, valid_from AS cut FROM fee_pieces
  UNION
  SELECT key, valid_to + 1 AS cut FROM fee_pieces
),
segments AS (
  SELECT key, cut AS valid_from, lead(cut) OVER (PARTITION BY key ORDER BY cut) - 1 AS valid_to FROM cuts
)
SELECT
  {
    'line': segments.key,
    'amount': arg_max(pieces.amount, (pieces.place, pieces.amount)),
    'work_rvu': arg_max(pieces.work_rvu, (pieces.place, pieces.work_rvu))
  } AS key,
  segments.valid_from,
  segments.valid_to
FROM segments
JOIN fee_pieces AS pieces
  ON pieces.key = segments.key
  AND pieces.valid_from <= segments.valid_from
  AND pieces.valid_to >= segments.valid_to
GROUP BY segments.key, segments.valid_from, segments.valid_to
HAVING count(pieces.amount) > 0;

INSERT INTO library_fees BY NAME
SELECT
  key.line.system AS system,
  key.line.code AS code,
  key.line.modifier AS modifier,
  key.amount AS amount,
  key.work_rvu AS work_rvu,
  valid_from,
  valid_to
FROM merged_intervals('fee_segments')
ORDER BY system, code, modifier NULLS FIRST, valid_from;

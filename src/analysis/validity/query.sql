-- Question: how many of the engine's codes do not exist, are headers, or are not valid on the day of service?
-- Grain: into measures one row per encounter, code system and metric. x of `unknown` are codes of which the
-- tables of the system tell whether they exist, on whatever day; without such a table it is not told of any. x of the
-- others are codes that can be judged on a day which the tables of the system cover.
-- Source: METRICS.md, validity.*.
INSERT INTO measures
WITH counted AS (
  SELECT
    judgements.encounter_ix,
    asked_codes.system_ix,
    count_if(judgements.judgement = 'unknown' AND judgements.is_decided)::BIGINT AS unknown,
    count_if(judgements.judgement = 'header')::BIGINT AS header,
    count_if(judgements.judgement = 'expired')::BIGINT AS expired,
    count_if(judgements.is_covered AND judgements.judgement <> 'cannot judge')::BIGINT AS judged,
    count_if(judgements.is_decided)::BIGINT AS decided
  FROM judgements
  JOIN asked_codes ON asked_codes.code_ix = judgements.code_ix
  WHERE judgements.is_engine
  GROUP BY judgements.encounter_ix, asked_codes.system_ix
)
SELECT encounter_ix, system_ix, 'validity.unknown'::measure_name AS metric, unknown AS y, decided AS x FROM counted WHERE decided > 0
UNION ALL
SELECT encounter_ix, system_ix, 'validity.header'::measure_name, header, judged FROM counted WHERE judged > 0
UNION ALL
SELECT encounter_ix, system_ix, 'validity.expired'::measure_name, expired, judged FROM counted WHERE judged > 0;

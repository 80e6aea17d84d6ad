-- Question: which drawn encounters are settled, and which systems are figures made for?
-- Grain: review_settled one row per settled encounter that the run compares; review_truth one row per settled
-- encounter and code system with any code, −1 all systems; review_systems one row per system reviewed and −1.
CREATE OR REPLACE TEMP TABLE review_settled AS
SELECT encounters.encounter_ix, encounters.cluster_ix, review_members.stratum_ix
FROM review_encounters
JOIN encounters ON encounters.encounter_id = review_encounters.encounter_id
JOIN review_members ON review_members.encounter_ix = encounters.encounter_ix;

CREATE OR REPLACE TEMP TABLE review_systems AS
SELECT system_ix FROM asked_systems WHERE in_all
UNION ALL
SELECT -1 AS system_ix;

CREATE OR REPLACE TEMP TABLE review_truth AS
WITH per_system AS (
  SELECT
    review_settled.encounter_ix,
    asked_systems.system_ix,
    review_counts.both_right,
    review_counts.both_wrong,
    review_counts.engine_right,
    review_counts.engine_wrong,
    review_counts.coder_right,
    review_counts.coder_wrong,
    review_counts.missed
  FROM review_counts
  JOIN encounters ON encounters.encounter_id = review_counts.encounter_id
  JOIN review_settled ON review_settled.encounter_ix = encounters.encounter_ix
  JOIN asked_systems ON asked_systems.system = review_counts.system AND asked_systems.in_all
)
SELECT encounter_ix, system_ix, both_right, both_wrong, engine_right, engine_wrong, coder_right, coder_wrong, missed
FROM per_system
UNION ALL
SELECT
  encounter_ix,
  -1 AS system_ix,
  sum(both_right)::INTEGER AS both_right,
  sum(both_wrong)::INTEGER AS both_wrong,
  sum(engine_right)::INTEGER AS engine_right,
  sum(engine_wrong)::INTEGER AS engine_wrong,
  sum(coder_right)::INTEGER AS coder_right,
  sum(coder_wrong)::INTEGER AS coder_wrong,
  sum(missed)::INTEGER AS missed
FROM per_system
GROUP BY encounter_ix;

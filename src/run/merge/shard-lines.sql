-- Question: where are the lines of the shards' journals kept while it is proved that they are the whole run?
-- Grain: one row per line of a journal; none yet.
CREATE OR REPLACE TABLE shard_lines (
  shard INTEGER,
  encounter_id VARCHAR,
  repeat INTEGER,
  round INTEGER,
  status VARCHAR
);

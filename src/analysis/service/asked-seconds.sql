-- Question: for how long was the engine asked?
-- Grain: one row, in microseconds; spans in which several sessions asked count once.
SELECT coalesce(sum(length_us), 0)::BIGINT AS asked_us FROM service_spans;

-- Question: where do the texts of one page lie?
-- Grain: one row per document that was sent.
SELECT text_ix, encounter_ix, byte_offset, byte_length
FROM sent_texts
WHERE text_ix BETWEEN $first AND $last
ORDER BY text_ix;

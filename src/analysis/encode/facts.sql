-- Question: what can be told of each code, in whole numbers that questions join?
-- Grain: code_facts one row per code, open_node_ix the header whose other codes say what an unspecified code leaves
-- open; code_nodes one row per code and level of its hierarchy, numbered by depth from
-- the top; code_related one row per code and category that its history or symptom may stand for.
-- Source: src/codeset computes the facts; equal texts of one system get one number, in text order.
CREATE OR REPLACE TABLE code_nodes AS
SELECT
  node_texts.code_ix,
  node_texts.depth,
  node_texts.is_self,
  node_texts.node,
  dense_rank() OVER (ORDER BY codes.system, node_texts.node)::INTEGER AS node_ix
FROM node_texts
JOIN codes ON codes.code_ix = node_texts.code_ix
ORDER BY node_texts.code_ix, node_texts.depth;

CREATE OR REPLACE TABLE code_facts AS
SELECT
  code_texts.code_ix,
  asked_codes.system_ix,
  CASE WHEN code_texts.category IS NOT NULL THEN
    dense_rank() OVER (ORDER BY codes.system, code_texts.category)::INTEGER
  END AS category_ix,
  code_texts.category,
  CASE WHEN code_texts.chapter IS NOT NULL THEN
    dense_rank() OVER (ORDER BY codes.system, code_texts.chapter)::INTEGER
  END AS chapter_ix,
  code_texts.chapter,
  code_texts.laterality,
  CASE WHEN code_texts.laterality_base IS NOT NULL THEN
    dense_rank() OVER (ORDER BY codes.system, code_texts.laterality_base)::INTEGER
  END AS laterality_ix,
  code_texts.seventh_character,
  CASE WHEN code_texts.seventh_base IS NOT NULL THEN
    dense_rank() OVER (ORDER BY codes.system, code_texts.seventh_base)::INTEGER
  END AS seventh_ix,
  code_texts.is_well_formed,
  code_texts.is_unspecified,
  headers.node_ix AS open_node_ix,
  code_texts.is_history,
  code_texts.is_symptom,
  code_texts.is_definitive,
  code_texts.is_external_cause,
  code_texts.title
FROM code_texts
JOIN codes ON codes.code_ix = code_texts.code_ix
LEFT JOIN (
  SELECT DISTINCT code_ix, node, node_ix FROM code_nodes
) AS headers ON headers.code_ix = code_texts.code_ix AND headers.node = code_texts.open_header
LEFT JOIN asked_codes ON asked_codes.code_ix = code_texts.code_ix
ORDER BY code_texts.code_ix;

CREATE OR REPLACE TABLE code_related AS
SELECT DISTINCT related_texts.code_ix, others.category_ix
FROM related_texts
JOIN code_facts ON code_facts.code_ix = related_texts.code_ix
JOIN code_facts AS others
  ON others.system_ix = code_facts.system_ix
  AND others.category BETWEEN related_texts.first_category AND related_texts.last_category
ORDER BY related_texts.code_ix, others.category_ix;

DROP TABLE code_texts;
DROP TABLE node_texts;
DROP TABLE related_texts;

-- Question: which sums over clusters do two ratios of the same clusters need, the second coder's (a) and the
-- engine's (b), and which their difference (see stats/ratio.ts)?
-- Grain: one struct per figure, over rows that are one per cluster. `members` of each side and of both together.
-- Source: METRICS.md, human.* and excess.*.
CREATE OR REPLACE MACRO cross_of(ya, xa, yb, xb, members) AS {
  'yayb': sum(ya::HUGEINT * yb::HUGEINT)::HUGEINT, 'yaxb': sum(ya::HUGEINT * xb::HUGEINT)::HUGEINT,
  'xayb': sum(xa::HUGEINT * yb::HUGEINT)::HUGEINT, 'xaxb': sum(xa::HUGEINT * xb::HUGEINT)::HUGEINT,
  'encounters': sum(members)::BIGINT,
  'clusters': count_if(ya <> 0 OR xa <> 0 OR yb <> 0 OR xb <> 0)::INTEGER,
  'changed': count_if(ya <> yb OR xa <> xb)::INTEGER
};

CREATE OR REPLACE MACRO pair_of(ya, xa, yb, xb, members_a, members_b, members) AS {
  'a': ratio_of(ya, xa, members_a), 'b': ratio_of(yb, xb, members_b), 'cross': cross_of(ya, xa, yb, xb, members)
};

CREATE OR REPLACE MACRO mean_pair_of(ya, xa, yb, xb, members_a, members_b, members) AS {
  'a': mean_of(ya, xa, members_a), 'b': mean_of(yb, xb, members_b), 'cross': cross_of(ya, xa, yb, xb, members)
};

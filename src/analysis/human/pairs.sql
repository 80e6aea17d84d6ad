-- Sums over clusters for two ratios of the same clusters, the second coder's (a) and the engine's (b), and for
-- their difference (see stats/ratio.ts). Source: METRICS.md, human.* and excess.*.
CREATE OR REPLACE MACRO cross_of(ya, xa, yb, xb) AS {
  'yayb': sum(ya::HUGEINT * yb::HUGEINT)::HUGEINT, 'yaxb': sum(ya::HUGEINT * xb::HUGEINT)::HUGEINT,
  'xayb': sum(xa::HUGEINT * yb::HUGEINT)::HUGEINT, 'xaxb': sum(xa::HUGEINT * xb::HUGEINT)::HUGEINT,
  'clusters': count_if(ya <> 0 OR xa <> 0 OR yb <> 0 OR xb <> 0)::INTEGER
};

CREATE OR REPLACE MACRO pair_of(ya, xa, yb, xb, members) AS {
  'a': ratio_of(ya, xa, members), 'b': ratio_of(yb, xb, members), 'cross': cross_of(ya, xa, yb, xb)
};

CREATE OR REPLACE MACRO mean_pair_of(ya, xa, yb, xb, members) AS {
  'a': mean_of(ya, xa, members), 'b': mean_of(yb, xb, members), 'cross': cross_of(ya, xa, yb, xb)
};

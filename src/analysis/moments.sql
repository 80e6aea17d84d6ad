-- Question: which sums over clusters does a linearised ratio need (see stats/ratio.ts)?
-- Grain: one struct per figure, over rows that are one per cluster.
-- Source: METRICS.md, Intervals. `members` are the encounters of a cluster that enter the figure, `clusters` those
-- with any; `yes` and `no` count the clusters that carry the one outcome and the other. `mean_of` takes a numerator in fixed point (2^−40), whose squares need 128 bits.
CREATE OR REPLACE MACRO ratio_of(y, x, members) AS {
  'y': sum(y)::HUGEINT, 'x': sum(x)::HUGEINT,
  'yy': sum(y * y)::HUGEINT, 'xy': sum(x * y)::HUGEINT, 'xx': sum(x * x)::HUGEINT,
  'clusters': count_if(members > 0)::INTEGER,
  'yes': count_if(y <> 0)::INTEGER, 'no': count_if(x <> y)::INTEGER,
  'encounters': sum(members)::BIGINT
};

CREATE OR REPLACE MACRO mean_of(y, x, members) AS {
  'y': sum(y)::HUGEINT, 'x': sum(x)::HUGEINT,
  'yy': sum(y::HUGEINT * y::HUGEINT)::HUGEINT, 'xy': sum(x::HUGEINT * y::HUGEINT)::HUGEINT,
  'xx': sum(x * x)::HUGEINT,
  'clusters': count_if(members > 0)::INTEGER,
  'yes': count_if(y <> 0)::INTEGER, 'no': count_if(y <> x * 1099511627776)::INTEGER,
  'encounters': sum(members)::BIGINT
};

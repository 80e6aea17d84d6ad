# Reference values for tests, bounds and control limits, made with base R: Rscript make-tests.R, in this folder.
# Writes tests.json; npx biome format --write puts it in the form the linter wants.
source("as-json.R")
set.seed(11, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

families <- list(
  c(0.001, 0.01, 0.2),
  c(0.04, 0.001, 0.03, 0.03, 0.9),
  runif(40)^3,
  c(rep(0.011, 5), 1, 0.2)
)

adjusted <- lapply(families, function(ps) list(
  ps = ps,
  holm = p.adjust(ps, "holm"),
  bh = p.adjust(ps, "BH")
))

# McNemar's exact test: the smaller of two discordant counts against fair throws.
mcnemar <- lapply(list(c(15, 19), c(3, 14), c(0, 6), c(120, 171), c(800, 900)), function(pair) list(
  over = pair[[1]],
  missed = pair[[2]],
  p = binom.test(pair[[1]], sum(pair))$p.value
))

bounds <- lapply(list(c(18, 20), c(59, 59), c(96, 100), c(1917, 2000), c(0, 7), c(1, 1)), function(pair) {
  test <- function(side, level) binom.test(pair[[1]], pair[[2]], alternative = side, conf.level = level)$conf.int
  list(
    successes = pair[[1]],
    n = pair[[2]],
    interval = as.vector(test("two.sided", 0.95)),
    lower = test("greater", 0.95)[[1]],
    upper = test("less", 0.95)[[2]]
  )
})

# Chance of at most so many errors among n accepted, were the true risk exactly the target.
risk <- lapply(list(c(10, 500, 0.05), c(15, 500, 0.05), c(40, 1000, 0.05), c(0, 200, 0.02), c(900, 20000, 0.05)), function(row) list(
  errors = row[[1]],
  n = row[[2]],
  target = row[[3]],
  p = pbinom(row[[1]], row[[2]], row[[3]])
))

# A point of a chart: its two-sided binomial p around the centre, and the shares at which that is the level. Trials are
# real-valued, so that the beta distribution stands for the binomial; for whole ones they are the same.
above <- function(share, n, centre) pbeta(centre, share * n, n - share * n + 1)
limit <- function(n, centre, level) {
  distance <- function(share) log(above(share, n, centre)) - log(level / 2)
  suppressWarnings(uniroot(distance, c(centre, 1 - 1e-9), tol = 1e-15)$root)
}
points <- lapply(list(c(101, 120, 0.9), c(88, 96, 0.9), c(5, 400, 0.02), c(990, 1000, 0.97), c(30, 30, 0.95)), function(row) list(
  hits = row[[1]], n = row[[2]], centre = row[[3]],
  p = min(1, 2 * min(
    pbinom(row[[1]], row[[2]], row[[3]]),
    pbinom(row[[1]] - 1, row[[2]], row[[3]], lower.tail = FALSE)
  ))
))
limits <- lapply(list(c(120, 0.9, 0.0027), c(96 / 2.3, 0.7, 0.05 / 7), c(5000, 0.95, 0.0027), c(340.5, 0.05, 0.01)), function(row) list(
  n = row[[1]], centre = row[[2]], level = row[[3]],
  lower = 1 - limit(row[[1]], 1 - row[[2]], row[[3]]), upper = limit(row[[1]], row[[2]], row[[3]]),
  # Shewhart's, for a normal limit of the binomial
  normal_lower = row[[2]] - qnorm(1 - row[[3]] / 2) * sqrt(row[[2]] * (1 - row[[2]]) / row[[1]]),
  normal_upper = row[[2]] + qnorm(1 - row[[3]] / 2) * sqrt(row[[2]] * (1 - row[[2]]) / row[[1]])
))

# Population stability index with half a count added to each category; Pearson's test over a design effect on F.
mixes <- lapply(list(list(c(50, 30, 20), c(40, 40, 20), 1.6, 80), list(c(500, 120, 80, 300), c(260, 70, 0, 130), 2.3, 240)), function(mix) {
  shares <- lapply(mix[1:2], function(counts) (counts + 0.5) / sum(counts + 0.5))
  test <- suppressWarnings(chisq.test(rbind(mix[[1]], mix[[2]]), correct = FALSE))
  df <- test$parameter[[1]]
  list(
    base = mix[[1]], point = mix[[2]], design_effect = mix[[3]], df = mix[[4]],
    index = sum((shares[[2]] - shares[[1]]) * log(shares[[2]] / shares[[1]])),
    statistic = test$statistic[[1]] / mix[[3]],
    p = pf(test$statistic[[1]] / mix[[3]] / df, df, df * mix[[4]], lower.tail = FALSE)
  )
})

fisher <- lapply(list(c(3, 1, 1, 3), c(12, 5, 40, 900), c(7, 200, 30, 5000)), function(cells) list(
  cells = cells,
  p = fisher.test(matrix(cells, 2), alternative = "greater")$p.value
))

write_json(list(
  adjusted = adjusted, mcnemar = mcnemar, bounds = bounds, risk = risk, points = points, limits = limits, mixes = mixes, fisher = fisher
), "tests.json")

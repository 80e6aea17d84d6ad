# Reference values for control charts, change points and the mix of codes, in base R: Rscript make-trend.R, in this
# folder. Writes trend.json; npx biome format --write puts it in the form the linter wants.
source("as-json.R")
set.seed(11, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Points of a chart: per patient x codes, y of them agreed, a patient's codes alike.
draw_point <- function(patients, share) {
  x <- sample(6, patients, replace = TRUE)
  ease <- rbeta(patients, 6 * share, 6 * (1 - share))
  data.frame(y = rbinom(patients, x, ease), x)
}

moments <- function(point) {
  y <- point$y
  x <- point$x
  list(clusters = length(y), y = sum(y), x = sum(x), yy = sum(y * y), xy = sum(x * y), xx = sum(x * x),
       yes = sum(y > 0), no = sum(y < x))
}

point_variance <- function(point) {
  ratio <- sum(point$y) / sum(point$x)
  z <- (point$y - ratio * point$x) / sum(point$x)
  length(z) / (length(z) - 1) * sum((z - mean(z))^2)
}

design_effect <- function(points) {
  totals <- vapply(points, function(point) sum(point$x), 0)
  shares <- vapply(points, function(point) sum(point$y) / sum(point$x), 0)
  sum(vapply(points, point_variance, 0) * totals^2) / sum(totals * shares * (1 - shares))
}

# Probability limits of a share of n trials: tails of the binomial law by its beta form, n not whole.
above <- function(share, n, centre) pbeta(centre, share * n, n - share * n + 1)
limit_above <- function(n, centre, tail) {
  if (centre^n > tail) return(1)
  uniroot(function(share) above(share, n, centre) - tail, c(centre, 1), tol = 1e-15)$root
}

chart <- function(points, level) {
  df <- sum(vapply(points, function(point) sum(point$y < point$x), 0)) - 1
  effect <- design_effect(points)
  centre <- sum(vapply(points, function(point) sum(point$y), 0)) / sum(vapply(points, function(point) sum(point$x), 0))
  shrink <- (qnorm(1 - level / 2) / qt(1 - level / 2, df))^2
  judged <- lapply(points, function(point) {
    n <- sum(point$x) / effect * shrink
    share <- sum(point$y) / sum(point$x)
    list(
      n = n,
      p = min(1, 2 * min(above(share, n, centre), above(1 - share, n, 1 - centre))),
      lower = 1 - limit_above(n, 1 - centre, level / 2),
      upper = limit_above(n, centre, level / 2)
    )
  })
  list(level = level, points = I(lapply(points, moments)), effect = effect, df = df, centre = centre, judged = I(judged))
}

# Whole counts: the same tail by pbinom.
whole <- lapply(list(c(3, 40, 0.02), c(37, 40, 0.8), c(30, 60, 0.7)), function(row) {
  y <- row[[1]]; n <- row[[2]]; centre <- row[[3]]
  list(y = y, n = n, centre = centre,
       p = min(1, 2 * min(pbinom(y - 1, n, centre, lower.tail = FALSE), pbinom(y, n, centre))))
})

# Signed root of the likelihood ratio of each cut, by dbinom.
split_of <- function(y, n) {
  cuts <- seq_len(length(y) - 1)
  log_likelihood <- function(y, n, share) dbinom(y, n, share, log = TRUE)
  root <- vapply(cuts, function(cut) {
    a <- c(sum(y[1:cut]), sum(n[1:cut]))
    b <- c(sum(y), sum(n)) - a
    pooled <- sum(y) / sum(n)
    sqrt(2 * (log_likelihood(a[1], a[2], a[1] / a[2]) + log_likelihood(b[1], b[2], b[1] / b[2])
              - log_likelihood(a[1], a[2], pooled) - log_likelihood(b[1], b[2], pooled)))
  }, 0)
  list(y = y, n = n, index = which.max(root), statistic = max(root))
}

# Mix: the index, and Pearson's test over a design effect.
mix <- local({
  point <- c(40, 25, 20, 15, 6)
  base <- c(300, 310, 180, 120, 90)
  a <- (point + 0.5) / (sum(point) + length(point) / 2)
  b <- (base + 0.5) / (sum(base) + length(base) / 2)
  pearson <- suppressWarnings(chisq.test(rbind(point, base), correct = FALSE))
  effect <- 1.3
  df <- 120
  free <- length(point) - 1
  list(point = point, base = base, effect = effect, df = df, stability = sum((a - b) * log(a / b)),
       statistic = unname(pearson$statistic) / effect,
       p = pf(unname(pearson$statistic) / effect / free, free, free * df, lower.tail = FALSE))
})

write_json(list(
  chart = chart(lapply(c(0.85, 0.85, 0.6, 0.85, 0.9), function(share) draw_point(40, share)), 0.001),
  whole = I(whole),
  splits = I(list(
    split_of(c(18, 17, 19, 12, 11, 13), c(20, 20, 20, 20, 20, 20)),
    split_of(c(4, 30, 25, 28), c(10, 33, 30, 40))
  )),
  mix = mix
), "trend.json")

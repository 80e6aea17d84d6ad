# Reference values for ratios over clusters, made with R's survey and boot: Rscript make-clusters.R, in this folder.
# Writes clusters.json; npx biome format --write puts it in the form the linter wants.
suppressPackageStartupMessages({
  library(survey)
  library(boot)
})
source("as-json.R")
set.seed(7, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Charts of patients: x codes of the reference, y found by run a and by run b, a patient's charts alike.
draw_charts <- function(patients, most_charts, most_codes) {
  charts <- sample(most_charts, patients, replace = TRUE)
  patient <- rep(seq_len(patients), charts)
  ease <- rbeta(patients, 8, 2)[patient]
  x <- sample(most_codes, length(patient), replace = TRUE)
  xb <- sample(most_codes, length(patient), replace = TRUE)
  data.frame(patient, ya = rbinom(length(x), x, ease), xa = x, yb = rbinom(length(x), xb, 0.7 * ease + 0.2), xb)
}

sums_of <- function(charts) aggregate(cbind(ya, xa, yb, xb) ~ patient, charts, sum)

describe <- function(charts) {
  design <- svydesign(ids = ~patient, weights = ~1, data = charts)
  both <- svyratio(~ya + yb, ~xa + xb, design, covmat = TRUE)
  difference <- svycontrast(both, list(difference = c(1, 0, 0, -1)))
  replicated <- as.svrepdesign(design, type = "JK1", mse = TRUE)
  jackknife <- svyratio(~ya, ~xa, replicated)
  log_ratio <- svycontrast(svytotal(~ya + xa, design), quote(log(ya / xa)))
  list(
    charts = lapply(seq_len(nrow(charts)), function(row) unlist(charts[row, ], use.names = FALSE)),
    ratio = coef(both)[[1]],
    variance = vcov(both)[1, 1],
    difference = coef(difference)[[1]],
    difference_variance = vcov(difference)[1, 1],
    log_variance = vcov(log_ratio)[1, 1],
    jackknife_variance = vcov(jackknife)[1, 1]
  )
}

# One row per code, so that a ratio is a mean of noughts and ones; logit interval with clusters - 1 degrees of freedom.
logit_interval <- function(charts) {
  codes <- charts[rep(seq_len(nrow(charts)), charts$xa), ]
  codes$hit <- unlist(Map(function(y, x) rep(c(1, 0), c(y, x - y)), charts$ya, charts$xa))
  design <- svydesign(ids = ~patient, weights = ~1, data = codes)
  interval <- svyciprop(~hit, design, method = "logit", df = degf(design), epsilon = 1e-14)
  as.vector(attr(interval, "ci"))
}

bootstrap <- function(charts, replicates) {
  sums <- sums_of(charts)
  ratio <- function(rows, index) sum(rows$ya[index]) / sum(rows$xa[index])
  difference <- function(rows, index) ratio(rows, index) - sum(rows$yb[index]) / sum(rows$xb[index])
  list(
    replicates = replicates,
    ratio = sd(boot(sums, ratio, replicates)$t),
    difference = sd(boot(sums, difference, replicates)$t)
  )
}

# Every one of the 2^C ways to swap the two runs' sums of a patient.
all_flips <- function(sums) {
  signs <- as.matrix(expand.grid(rep(list(0:1), nrow(sums))))
  ya <- sum(sums$ya) + signs %*% (sums$yb - sums$ya)
  xa <- sum(sums$xa) + signs %*% (sums$xb - sums$xa)
  yb <- sum(sums$yb) - signs %*% (sums$yb - sums$ya)
  xb <- sum(sums$xb) - signs %*% (sums$xb - sums$xa)
  differences <- as.vector(yb / xb - ya / xa)
  list(
    sums = lapply(seq_len(nrow(sums)), function(row) unlist(sums[row, -1], use.names = FALSE)),
    difference = differences[[1]],
    p = mean(abs(differences) >= abs(differences[[1]]) - 1e-12)
  )
}

small <- draw_charts(9, 3, 6)
middle <- draw_charts(40, 4, 10)
large <- draw_charts(250, 3, 12)
flips <- lapply(c(4, 10, 14, 16), function(patients) all_flips(sums_of(draw_charts(patients, 2, 9))))

write_json(list(
  ratios = lapply(list(small, middle, large), describe),
  logit = lapply(list(small, middle), function(charts) list(
    charts = lapply(seq_len(nrow(charts)), function(row) unlist(charts[row, c("patient", "ya", "xa")], use.names = FALSE)),
    interval = logit_interval(charts)
  )),
  bootstrap = bootstrap(large, 20000),
  flips = flips
), "clusters.json")

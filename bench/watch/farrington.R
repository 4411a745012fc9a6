# counts.csv (weeks × series, no header) → out.csv; prints the CPU seconds of the fits alone.
suppressMessages(library(surveillance))
given <- commandArgs(trailingOnly = TRUE)
counts <- as.matrix(read.csv(given[1], header = FALSE))
control <- list(range = 576:624, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
                pThresholdTrend = 1, trend = TRUE, thresholdMethod = "nbPlugin", alpha = .01, glmWarnings = FALSE)
began <- proc.time()
found <- lapply(seq_len(ncol(counts)), function(j) {
  one <- suppressWarnings(farringtonFlexible(sts(observed = counts[, j, drop = FALSE], frequency = 52), control))
  data.frame(j = j, t = 576:624, alarm = as.integer(one@alarm[, 1]), upper = one@upperbound[, 1],
             mu = one@control$mu0Vector[, 1])
})
used <- proc.time() - began
write.csv(do.call(rbind, found), given[2], row.names = FALSE)
cat(used[["user.self"]] + used[["sys.self"]], "\n")

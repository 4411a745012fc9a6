"""Farrington Flexible, one fit in microseconds: the steps of R's glm.fit, on sums by season block.

The design is one level per block and a slope in time, so every sum of a step is a sum over a run of neighbouring times,
and a step is solved block by block and once for the slope. Start, steps and stopping are R's (`mustart` = y + 0.1, the
deviance to 1e-8, 25 steps), as are the dispersion and leverage of the last but one step's weights, because alarms are
to be the same. Source: Noufaily et al. 2013 (doi:10.1002/sim.5595), surveillance 1.20.3.
"""

import math

import numpy as np

from wasl.watch.compiled import compiled
from wasl.watch.detection.binomial import quantile, upper_tail

STEPS, CLOSE, START = 25, 1e-8, 0.1
#: At least so many cases in so many latest times, or nothing is said (R's limit54).
ENOUGH_CASES, ENOUGH_TIMES = 5, 4
#: Rows of the table of sums by block; the first three follow the present mean, the next three the step before. A
#: growth is the exponential of a level.
MEAN, MEAN_X, MEAN_XX, OLD, OLD_X, OLD_XX, CASES, LEVEL, GROWTH, OLD_GROWTH = range(10)
SUMS = 10


@compiled
def prepare(counts, exposure, ready):
    """Fills `ready` (5, times): count, count^(2/3), log(count + .1), y log y, offset; missing as count −1."""
    for t in range(counts.shape[0]):
        y = counts[t]
        is_known = y >= 0.0 and exposure[t] > 0.0
        ready[0, t] = y if is_known else -1.0
        known = y if is_known else 0.0
        ready[1, t] = math.pow(known, 2.0 / 3.0)
        ready[2, t] = math.log(known + START)
        ready[3, t] = known * math.log(known) if known > 0.0 else 0.0
        ready[4, t] = math.log(exposure[t]) if is_known else 0.0


@compiled
def _start(ready, x, weight, runs, n_runs, sums, z):
    """Sums of R's first step, from the mean y + 0.1; returns (deviance, Σ w x z, Σ w y x, Σ w (y log y − y offset))."""
    sums[:] = 0.0
    z[:] = 0.0
    deviance, right, cases_x, constant = 0.0, 0.0, 0.0, 0.0
    for run in range(n_runs):
        g = runs[2, run]
        for t in range(runs[0, run], runs[1, run]):
            w = weight[t]
            if w == 0.0:
                continue
            y, eta = ready[0, t], ready[2, t]
            mean = w * (y + START)
            wz = mean * (eta - ready[4, t]) - w * START
            sums[MEAN, g] += mean
            sums[MEAN_X, g] += mean * x[t]
            sums[MEAN_XX, g] += mean * x[t] * x[t]
            z[g] += wz
            right += wz * x[t]
            sums[CASES, g] += w * y
            cases_x += w * y * x[t]
            constant += w * (ready[3, t] - y * ready[4, t])
            deviance += w * (ready[3, t] - y * eta + START)
    return 2.0 * deviance, right, cases_x, constant


@compiled
def _means(slope, ready, x, weight, runs, n_runs, sums, power, has_offset):
    """Fills `power` with exp(slope x + offset), and the present sums with the levels' share taken in."""
    first, last = runs[0, 0], runs[1, n_runs - 1]
    _powers(slope, x, power, first, last)
    if has_offset:
        for t in range(first, last):
            power[t] *= math.exp(ready[4, t])
    sums[MEAN] = 0.0
    sums[MEAN_X] = 0.0
    sums[MEAN_XX] = 0.0
    for g in range(sums.shape[1]):
        sums[GROWTH, g] = math.exp(sums[LEVEL, g])
    for run in range(n_runs):
        s, sx, sxx = 0.0, 0.0, 0.0
        for t in range(runs[0, run], runs[1, run]):
            m = weight[t] * power[t]
            s += m
            sx += m * x[t]
            sxx += m * x[t] * x[t]
        g = runs[2, run]
        sums[MEAN, g] += s
        sums[MEAN_X, g] += sx
        sums[MEAN_XX, g] += sxx
    for g in range(sums.shape[1]):
        for row in (MEAN, MEAN_X, MEAN_XX):
            sums[row, g] *= sums[GROWTH, g]


@compiled
def _powers(slope, x, power, first, last):
    """Equal steps of time are multiplied up in eight chains; others are computed one by one."""
    head = min(first + 8, last)
    for t in range(first, head):
        power[t] = math.exp(slope * x[t])
    is_even = abs((x[last - 1] - x[first]) - (last - 1 - first)) < 1e-9
    if is_even:
        leap = math.exp(8.0 * slope)
        for t in range(head, last):
            power[t] = power[t - 8] * leap
    else:
        for t in range(head, last):
            power[t] = math.exp(slope * x[t])


@compiled
def _deviance(slope, sums, cases_x, constant):
    total = constant - slope * cases_x
    for g in range(sums.shape[1]):
        total += sums[MEAN, g] - sums[CASES, g] * (1.0 + sums[LEVEL, g])
    return 2.0 * total


@compiled
def _solve(sums, right, right_x, has_trend):
    """Adds to the levels what the weighted least squares of `right` by block and `right_x` give; returns the slope."""
    slope = 0.0
    if has_trend:
        above, below = right_x, 0.0
        for g in range(sums.shape[1]):
            if sums[MEAN, g] > 0.0:
                above -= right[g] * sums[MEAN_X, g] / sums[MEAN, g]
                below += sums[MEAN_XX, g] - sums[MEAN_X, g] * sums[MEAN_X, g] / sums[MEAN, g]
        slope = above / below
    for g in range(sums.shape[1]):
        if sums[MEAN, g] > 0.0:
            sums[LEVEL, g] += (right[g] - slope * sums[MEAN_X, g]) / sums[MEAN, g]
    return slope


@compiled
def _keep_old(sums, runs, n_runs, power, old_power):
    for g in range(sums.shape[1]):
        sums[OLD, g] = sums[MEAN, g]
        sums[OLD_X, g] = sums[MEAN_X, g]
        sums[OLD_XX, g] = sums[MEAN_XX, g]
        sums[OLD_GROWTH, g] = sums[GROWTH, g]
    for t in range(runs[0, 0], runs[1, n_runs - 1]):
        old_power[t] = power[t]


@compiled
def _start_old(ready, sums, runs, n_runs, old_power):
    """Before any step the weights are y + 0.1."""
    sums[OLD_GROWTH] = 1.0
    for run in range(n_runs):
        for t in range(runs[0, run], runs[1, run]):
            old_power[t] = ready[0, t] + START
    for g in range(sums.shape[1]):
        sums[OLD, g] = sums[MEAN, g]
        sums[OLD_X, g] = sums[MEAN_X, g]
        sums[OLD_XX, g] = sums[MEAN_XX, g]


@compiled
def fit(ready, x, weight, runs, n_runs, sums, power, old_power, has_trend, has_offset):
    """Returns (has converged, slope); levels stand in `sums`. Scratch: `sums` (10, blocks), `power`, `old_power`."""
    right = np.zeros(sums.shape[1])
    deviance, right_x, cases_x, constant = _start(ready, x, weight, runs, n_runs, sums, right)
    _start_old(ready, sums, runs, n_runs, old_power)
    slope = _solve(sums, right, right_x, has_trend)
    for step in range(STEPS):
        _means(slope, ready, x, weight, runs, n_runs, sums, power, has_offset)
        before, deviance = deviance, _deviance(slope, sums, cases_x, constant)
        if not math.isfinite(deviance):
            return False, slope
        if abs(deviance - before) / (abs(deviance) + 0.1) < CLOSE:
            return True, slope
        if step == STEPS - 1:
            break
        right_x = cases_x
        for g in range(sums.shape[1]):
            right[g] = sums[CASES, g] - sums[MEAN, g]
            right_x -= sums[MEAN_X, g]
        _keep_old(sums, runs, n_runs, power, old_power)
        slope += _solve(sums, right, right_x, has_trend)
    return False, slope


@compiled
def dispersion(ready, weight, runs, n_runs, sums, power, old_power, has_trend):
    """Pearson's, with the last but one step's weights as in R's summary.glm; at least 1; NaN without freedom left."""
    total, times, parameters = 0.0, 0, 1 if has_trend else 0
    for g in range(sums.shape[1]):
        if sums[MEAN, g] > 0.0:
            parameters += 1
    for run in range(n_runs):
        g = runs[2, run]
        level = sums[GROWTH, g]
        for t in range(runs[0, run], runs[1, run]):
            if weight[t] > 0.0:
                mean = level * power[t]
                gap = (ready[0, t] - mean) / mean
                total += weight[t] * sums[OLD_GROWTH, g] * old_power[t] * gap * gap
                times += 1
    return max(total / (times - parameters), 1.0) if times > parameters else np.nan


@compiled
def weigh_down(ready, x, weight, runs, n_runs, sums, power, old_power, phi, limit, has_trend):
    """Past outbreaks count for less: weight ∝ s^-2 where the standardised Anscombe residual s exceeds `limit`."""
    below = 0.0
    if has_trend:
        for g in range(sums.shape[1]):
            if sums[OLD, g] > 0.0:
                below += sums[OLD_XX, g] - sums[OLD_X, g] * sums[OLD_X, g] / sums[OLD, g]
    total, times = 0.0, 0
    for run in range(n_runs):
        g = runs[2, run]
        level = sums[GROWTH, g]
        centre = sums[OLD_X, g] / sums[OLD, g] if sums[OLD, g] > 0.0 else 0.0
        for t in range(runs[0, run], runs[1, run]):
            if weight[t] == 0.0:
                continue
            mean, far = level * power[t], x[t] - centre
            leverage = 1.0 / sums[OLD, g] + (far * far / below if has_trend else 0.0)
            spread = phi * (1.0 - sums[OLD_GROWTH, g] * old_power[t] * leverage)
            weight[t] = _lightness(ready[0, t], ready[1, t], mean, spread, limit)
            total += weight[t]
            times += 1
    return times / total


@compiled
def _lightness(y, y23, mean, spread, limit):
    """1, or s^-2. Pearson's residual is never below Anscombe's, and spares most of the powers."""
    if y <= mean or limit <= 0.0 or (y - mean) * (y - mean) <= limit * limit * spread * mean:
        return 1.0
    s = 1.5 * (y23 * math.pow(mean, -1.0 / 6.0) - math.sqrt(mean)) / math.sqrt(spread)
    return 1.0 / (s * s) if s > limit else 1.0


@compiled
def _reweighted(ready, x, weight, runs, n_runs, sums, power, old_power, limit, has_trend, has_offset):
    """One of R's models: a fit, then the fit that weighs outbreaks down. Returns (has fit, has trend, slope, φ)."""
    for run in range(n_runs):
        for t in range(runs[0, run], runs[1, run]):
            weight[t] = 1.0 if ready[0, t] >= 0.0 else 0.0
    done, slope = fit(ready, x, weight, runs, n_runs, sums, power, old_power, has_trend, has_offset)
    if not done and has_trend:
        has_trend = False
        done, slope = fit(ready, x, weight, runs, n_runs, sums, power, old_power, has_trend, has_offset)
    phi = dispersion(ready, weight, runs, n_runs, sums, power, old_power, has_trend) if done else np.nan
    if math.isnan(phi):
        return False, has_trend, 0.0, phi
    scale = weigh_down(ready, x, weight, runs, n_runs, sums, power, old_power, phi, limit, has_trend)
    for run in range(n_runs):
        for t in range(runs[0, run], runs[1, run]):
            weight[t] *= scale
    _, slope = fit(ready, x, weight, runs, n_runs, sums, power, old_power, has_trend, has_offset)
    phi = dispersion(ready, weight, runs, n_runs, sums, power, old_power, has_trend)
    return True, has_trend, slope, phi


@compiled
def expect(ready, x, place, offset, weight, runs, n_runs, last, sums, power, old_power, b, limit, has_offset):
    """(log mean, φ) of the count at `place`, NaN where no model stands. The slope is kept as in R with p < 1 for it:
    with three years or more, and while it leads no higher than the highest count behind it."""
    fits, has_trend, slope, phi = _reweighted(
        ready, x, weight, runs, n_runs, sums, power, old_power, limit, True, has_offset
    )
    if fits and has_trend:
        highest = 0.0
        for run in range(n_runs):
            for t in range(runs[0, run], runs[1, run]):
                highest = max(highest, ready[0, t])
        eta = sums[LEVEL, last] + slope * x[place] + offset
        if b >= 3 and math.exp(eta) <= highest and slope != 0.0:
            return (eta if sums[MEAN, last] > 0.0 else np.nan), phi
        fits, _, _, phi = _reweighted(ready, x, weight, runs, n_runs, sums, power, old_power, limit, False, has_offset)
    if not fits or sums[MEAN, last] <= 0.0:
        return np.nan, np.nan
    return sums[LEVEL, last] + offset, phi


@compiled
def judge(count, eta, phi, alpha, recent):
    """(upper, p, alarm) as R gives them: its score measures from the log mean, and says nothing below five cases."""
    mean = math.exp(eta)
    upper, p = quantile(alpha, mean, phi), np.nan
    if count < 0.0:
        return upper, p, False
    p = upper_tail(count, mean, phi)
    return upper, p, recent >= ENOUGH_CASES and count > 0.0 and (count - eta) / (upper - eta) > 1.0


@compiled
def flexible(counts, exposure, x, tested, starts, stops, blocks, n_runs, periods, b, limit, alpha, has_offset):
    """Arrays (5, series, tested): expected, φ, upper, p, alarm. `counts` has −1 for missing; `x` is time, centred."""
    out = np.full((5, counts.shape[0], tested.shape[0]), np.nan)
    out[4] = 0.0
    times = counts.shape[1]
    ready, sums = np.empty((5, times)), np.zeros((SUMS, periods))
    weight, power, old_power = np.zeros(times), np.zeros(times), np.zeros(times)
    runs = np.zeros((3, starts.shape[1]), dtype=np.int64)
    for s in range(counts.shape[0]):
        prepare(counts[s], exposure[s], ready)
        for k in range(tested.shape[0]):
            if n_runs[k] == 0 or not exposure[s, tested[k]] > 0.0:
                continue
            runs[0], runs[1], runs[2] = starts[k], stops[k], blocks[k]
            offset = math.log(exposure[s, tested[k]])
            eta, phi = expect(
                ready, x, tested[k], offset, weight, runs, n_runs[k], periods - 1, sums, power, old_power, b, limit,
                has_offset,
            )  # fmt: skip
            if math.isnan(eta) or math.isnan(phi):
                continue
            out[0, s, k], out[1, s, k] = math.exp(eta), phi
            recent = _recent(counts[s], tested[k])
            out[2, s, k], out[3, s, k], out[4, s, k] = judge(ready[0, tested[k]], eta, phi, alpha, recent)
    return out


@compiled
def _recent(counts, place):
    """Cases of the latest times; none where one of them is missing, as a sum with R's NA."""
    total = 0.0
    for t in range(max(place - ENOUGH_TIMES + 1, 0), place + 1):
        if counts[t] < 0.0:
            return 0.0
        total += counts[t]
    return total

"""The two channels of one time: a sudden rise in one or two weeks, a slow one in the weighted mean of residuals."""

import math

import numpy as np

from wasl.watch.compiled import compiled
from wasl.watch.detection.baseline import at, means, quadratic
from wasl.watch.detection.binomial import log_mass, normal_quantile, quantile, ratio, upper_tail

FORGETTING = 0.1
#: One week counts for no more than so many deviations in the process: what is sudden belongs to the shock.
FARTHEST = 3.0
#: Above this mean the two weeks' joint tail is the normal one; below, it is summed.
WIDEST_JOINT = 2000.0


@compiled
def joint(level, mean, before, phi, phi_both):
    """P(a week, or it and the week before together, is as rare as `level`); both count only when the latter is high.

    Exact for independent negative binomial weeks.
    """
    single = quantile(level, mean, phi) + 1.0
    both = quantile(level, mean + before, phi_both) + 1.0
    total = upper_tail(single, mean, phi)
    count = math.ceil(mean)
    if single - count > WIDEST_JOINT:
        return min(total * 1.5, 1.0)
    rest = both - count
    mass = math.exp(log_mass(count, mean, phi))
    tail = upper_tail(rest, before, phi)
    other = math.exp(log_mass(rest, before, phi)) if rest >= 0.0 else 0.0
    while count < single:
        total += mass * tail
        mass *= ratio(count, mean, phi)
        count += 1.0
        rest -= 1.0
        if rest >= 0.0:
            other /= ratio(rest, before, phi)
            tail = min(tail + other, 1.0)
        else:
            tail = 1.0
    return min(total, 1.0)


@compiled
def shock(count, earlier, mean, before, phi, phi_both):
    """p of the rarer of the two windows, corrected for having looked at both; `earlier` is −1 where it is missing."""
    rare = upper_tail(count, mean, phi)
    if earlier < 0.0:
        return rare
    if count >= mean:
        rare = min(rare, upper_tail(count + earlier, mean + before, phi_both))
    if rare > 0.2:
        return 1.0 - math.pow(1.0 - rare, 1.5)
    if rare < 1e-12:
        return min(2.0 * rare, 1.0)
    return joint(rare, mean, before, phi, phi_both)


@compiled
def shock_upper(alpha, earlier, mean, before, phi, phi_both):
    """The highest count whose p is above alpha."""
    single = quantile(alpha, mean, phi)
    if earlier < 0.0:
        return single
    # Quiet where both windows alone are; an alarm where one week alone is twice as rare as need be.
    both = quantile(alpha, mean + before, phi_both) - earlier
    quiet = max(min(single, both), min(single, math.ceil(mean) - 1.0), 0.0)
    loud = max(quantile(alpha / 2.0, mean, phi), quiet) + 1.0
    while loud - quiet > 1.0:
        middle = math.floor((loud + quiet) / 2.0)
        if shock(middle, earlier, mean, before, phi, phi_both) > alpha:
            quiet = middle
        else:
            loud = middle
    return quiet


@compiled
def process(counts, mean, phi, now, first, centre, per_year, phase, waves, covariance, alpha):
    """(upper, p) of the exponentially weighted mean of the residuals from `first` to `now`, all after the reference.

    `upper` is NaN where no count of this time alone would raise an alarm. Its spread counts the
    weeks' own and the baseline's uncertainty; its skewness is the negative binomial's.
    """
    size = covariance.shape[0]
    lean, row = np.zeros(size), np.empty(size)
    total, spread, third, weight = 0.0, 0.0, 0.0, 1.0
    for back in range(now - first + 1):
        t = now - back
        if counts[t] >= 0.0:
            scale = weight / math.sqrt(mean[t])
            total += weight * min((counts[t] - mean[t]) / math.sqrt(mean[t]), FARTHEST * math.sqrt(phi))
            spread += weight * weight * phi
            third += scale * scale * scale * mean[t] * phi * (2.0 * phi - 1.0)
            at(row, t, centre, per_year, phase, waves)
            for i in range(size):
                lean[i] += scale * mean[t] * row[i]
        weight *= 1.0 - FORGETTING
    unit = math.sqrt(mean[now])
    own = min((counts[now] - mean[now]) / unit, FARTHEST * math.sqrt(phi))
    room, p = edge_and_tail(total, spread + quadratic(lean, covariance), third, alpha)
    room += own
    return (max(math.floor(mean[now] + room * unit), 0.0) if room <= FARTHEST * math.sqrt(phi) else np.nan), p


@compiled
def edge_and_tail(total, variance, third, alpha):
    """(how much more the sum may be before it is as rare as alpha, p), by the normal power approximation."""
    deviation = math.sqrt(variance)
    skew = third / (variance * deviation)
    inside = 9.0 / (skew * skew) + 6.0 * total / (deviation * skew) + 1.0
    normal = math.sqrt(inside) - 3.0 / skew if inside > 0.0 else -8.0
    edge = normal_quantile(alpha)
    room = deviation * (edge + skew / 6.0 * (edge * edge - 1.0)) - total
    return room, 0.5 * math.erfc(normal / math.sqrt(2.0))


@compiled
def test_rows(rows, counts, exposure, now, stops, centre, per_year, phase, waves, beta, covariance, phi, alpha, out):
    """Fills out (7, series) at `now`: expected; for each channel the highest quiet count and p; the spread; how unsure
    the expectation is, as the variance of its logarithm."""
    mean, level_of, row = np.empty(counts.shape[1]), np.empty(waves.shape[0]), np.empty(beta.shape[1])
    for s in rows:
        if not exposure[s, now] > 0.0:
            continue
        first = min(stops[s], now - 1) if now > 0 else now
        means(counts[s], exposure[s], first, now + 1, centre, per_year, phase, waves, beta[s], level_of, mean)
        at(row, now, centre, per_year, phase, waves)
        unsure = quadratic(row, covariance[s])
        before, earlier = (mean[now - 1], counts[s, now - 1]) if now > 0 else (1e-12, -1.0)
        wide, wider = phi[s] + mean[now] * unsure, phi[s] + (mean[now] + before) * unsure
        count = counts[s, now]
        out[0, s], out[5, s], out[6, s] = mean[now], wide, unsure
        out[1, s] = shock_upper(alpha, earlier, mean[now], before, wide, wider)
        if count >= 0.0:
            out[2, s] = shock(count, earlier, mean[now], before, wide, wider)
            out[3, s], out[4, s] = process(
                counts[s], mean, phi[s], now, stops[s], centre, per_year, phase, waves, covariance[s], alpha
            )

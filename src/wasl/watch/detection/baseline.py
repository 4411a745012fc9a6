"""What a series would count if nothing happened: level, slope in time, the season's waves, from all its history.

A quasi-Poisson regression whose coefficients have a normal prior (weak for a long history, the peers' for a short one).
Season depends on the place in the year only, so a Newton step sums by place in the year first and solves a small system
after. Old years count for less; past outbreaks are weighed down as in Farrington's method, by how rare the negative
binomial holds them: Anscombe's residual would call a wide series' own tail an outbreak.
"""

import math

import numpy as np

from wasl.watch.compiled import compiled
from wasl.watch.detection.binomial import log_mass, normal_quantile, upper_tail

LIMIT = 2.58
STEPS, CLOSE = 30, 1e-7
#: Rows of the sums by place in the year.
W_GAP, WX_GAP, W_MEAN, WX_MEAN, WXX_MEAN = range(5)


@compiled
def means(counts, exposure, start, stop, centre, per_year, phase, waves, beta, level_of, mean):
    """Fills `mean` over [start, stop): exp(level + slope × years from `centre` + season) × exposure."""
    for place in range(waves.shape[0]):
        eta = beta[0]
        for j in range(waves.shape[1]):
            eta += waves[place, j] * beta[2 + j]
        level_of[place] = math.exp(min(max(eta, -40.0), 40.0))
    power, leap = math.exp(beta[1] * (start - centre) / per_year), math.exp(beta[1] / per_year)
    for t in range(start, stop):
        mean[t] = max(level_of[phase[t]] * power * exposure[t], 1e-12)
        power *= leap


@compiled
def _sums(counts, weight, mean, start, stop, centre, per_year, phase, sums):
    sums[:] = 0.0
    for t in range(start, stop):
        w = weight[t]
        if w == 0.0:
            continue
        p, x = phase[t], (t - centre) / per_year
        gap, m = w * (counts[t] - mean[t]), w * mean[t]
        sums[W_GAP, p] += gap
        sums[WX_GAP, p] += gap * x
        sums[W_MEAN, p] += m
        sums[WX_MEAN, p] += m * x
        sums[WXX_MEAN, p] += m * x * x


@compiled
def _system(sums, waves, matrix, right):
    """The information matrix and the score of level, slope and waves."""
    matrix[:] = 0.0
    right[:] = 0.0
    for p in range(waves.shape[0]):
        m, mx = sums[W_MEAN, p], sums[WX_MEAN, p]
        right[0] += sums[W_GAP, p]
        right[1] += sums[WX_GAP, p]
        matrix[0, 0] += m
        matrix[1, 0] += mx
        matrix[1, 1] += sums[WXX_MEAN, p]
        for i in range(waves.shape[1]):
            wave = waves[p, i]
            right[2 + i] += wave * sums[W_GAP, p]
            matrix[2 + i, 0] += wave * m
            matrix[2 + i, 1] += wave * mx
            for j in range(i + 1):
                matrix[2 + i, 2 + j] += wave * waves[p, j] * m


@compiled
def _factor(matrix):
    """Cholesky's lower factor, in place."""
    n = matrix.shape[0]
    for j in range(n):
        total = matrix[j, j]
        for k in range(j):
            total -= matrix[j, k] * matrix[j, k]
        matrix[j, j] = math.sqrt(max(total, 1e-12))
        for i in range(j + 1, n):
            total = matrix[i, j]
            for k in range(j):
                total -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = total / matrix[j, j]


@compiled
def _solved(factor, right):
    n = factor.shape[0]
    for i in range(n):
        for k in range(i):
            right[i] -= factor[i, k] * right[k]
        right[i] /= factor[i, i]
    for back in range(n):
        i = n - 1 - back
        for k in range(i + 1, n):
            right[i] -= factor[k, i] * right[k]
        right[i] /= factor[i, i]


@compiled
def _newton(counts, exposure, weight, span, per_year, phase, waves, prior, ridge, beta, room):
    """Climbs to the mode from `beta`; leaves the factor of the last system in `room`'s matrix."""
    level_of, mean, sums, matrix, right = room
    start, stop, centre = span
    for _ in range(STEPS):
        means(counts, exposure, start, stop, centre, per_year, phase, waves, beta, level_of, mean)
        _sums(counts, weight, mean, start, stop, centre, per_year, phase, sums)
        _system(sums, waves, matrix, right)
        for i in range(beta.shape[0]):
            matrix[i, i] += ridge[i]
            right[i] += ridge[i] * (prior[i] - beta[i])
        _factor(matrix)
        _solved(matrix, right)
        largest = 0.0
        for i in range(beta.shape[0]):
            step = min(max(right[i], -2.0), 2.0)
            beta[i] += step
            largest = max(largest, abs(step))
        if largest < CLOSE:
            break
    means(counts, exposure, start, stop, centre, per_year, phase, waves, beta, level_of, mean)


@compiled
def _inverse(factor, out):
    n = factor.shape[0]
    column = np.empty(n)
    for i in range(n):
        column[:] = 0.0
        column[i] = 1.0
        _solved(factor, column)
        out[:, i] = column


@compiled
def _spread(counts, weight, mean, start, stop, freedom_lost, pooled, pooled_for):
    """Pearson's φ under the weights, at least 1, drawn to `pooled` as by so many more degrees of freedom."""
    total, weights, squares = 0.0, 0.0, 0.0
    for t in range(start, stop):
        if weight[t] > 0.0:
            gap = counts[t] - mean[t]
            total += weight[t] * gap * gap / mean[t]
            weights += weight[t]
            squares += weight[t] * weight[t]
    if weights == 0.0:
        return max(pooled, 1.0)
    freedom = max(weights * weights / squares - freedom_lost, 0.5)
    own = total / weights * (freedom + freedom_lost) / freedom
    return max((own * freedom + pooled * pooled_for) / (freedom + pooled_for), 1.0)


@compiled
def _weigh_down(counts, base, weight, mean, span, per_year, phase, waves, covariance, phi):
    start, stop, centre = span
    before, after = 0.0, 0.0
    row = np.empty(covariance.shape[0])
    for t in range(start, stop):
        weight[t] = base[t]
        if base[t] == 0.0:
            continue
        before += base[t]
        gap = counts[t] - mean[t]
        # A rare count lies far out on either scale; the negative binomial's is asked only of those that may be rare.
        if gap > 0.0 and gap * gap > 4.0 * phi * mean[t]:
            at(row, t, centre, per_year, phase, waves)
            leverage = min(base[t] * mean[t] * quadratic(row, covariance), 0.9)
            rare = upper_tail(counts[t], mean[t], phi) - 0.5 * math.exp(log_mass(counts[t], mean[t], phi))
            s = normal_quantile(max(rare, 1e-300)) / math.sqrt(1.0 - leverage)
            weight[t] = base[t] / (s * s) if s > LIMIT else base[t]
        after += weight[t]
    for t in range(start, stop):
        weight[t] *= before / after


@compiled
def at(row, t, centre, per_year, phase, waves):
    """The row of the design for one time."""
    row[0], row[1] = 1.0, (t - centre) / per_year
    for j in range(waves.shape[1]):
        row[2 + j] = waves[phase[t], j]


@compiled
def quadratic(row, matrix):
    total = 0.0
    for i in range(row.shape[0]):
        for j in range(row.shape[0]):
            total += row[i] * matrix[i, j] * row[j]
    return total


@compiled
def fit(
    counts, exposure, base, weight, span, per_year, phase, waves, prior, precision, pooled, first, second, out, room
):
    """Fits twice, the second time with past outbreaks weighed down. Returns φ; `out` gets the covariance of `second`.

    `first` and `second` are the coefficients of the two fits: where they start and where they end. The prior's pull is
    φ × precision, since the likelihood is quasi-Poisson. `pooled` is the peers' φ and what it is worth in freedom.
    """
    mean, matrix = room[1], room[3]
    start, stop, _ = span
    phi, size = max(pooled[0], 1.0), first.shape[0]
    for t in range(start, stop):
        weight[t] = base[t]
    _newton(counts, exposure, weight, span, per_year, phase, waves, prior, phi * precision, first, room)
    _inverse(matrix, out)
    phi = _spread(counts, base, mean, start, stop, _lost(out, precision, phi, size), pooled[0], pooled[1])
    _weigh_down(counts, base, weight, mean, span, per_year, phase, waves, out, phi)
    if math.isnan(second[0]):
        second[:] = first
    _newton(counts, exposure, weight, span, per_year, phase, waves, prior, phi * precision, second, room)
    _inverse(matrix, out)
    lost = _lost(out, precision, phi, size)
    phi = _spread(counts, weight, mean, start, stop, lost, pooled[0], pooled[1])
    out *= phi
    return phi


@compiled
def _lost(covariance, precision, phi, size):
    """Degrees of freedom the coefficients took; what the prior knew is not taken from the data."""
    lost = float(size)
    for i in range(size):
        lost -= phi * precision[i] * covariance[i, i]
    return max(lost, 0.0)


@compiled
def fit_rows(
    rows, counts, exposure, starts, stop, centre, per_year, half_life, phase, waves, prior, precision, pooled, first,
    second, covariance, phi,
):  # fmt: skip
    """Fits the series `rows` on [starts[s], stop). Where `first` is NaN the search begins at the prior.

    prior (series, size), precision alike; fills first, second, covariance (series, size, size) and phi (series,).
    """
    times = counts.shape[1]
    base, weight = np.zeros(times), np.zeros(times)
    size = prior.shape[1]
    room = (
        np.empty(waves.shape[0]),
        np.empty(times),
        np.empty((5, waves.shape[0])),
        np.empty((size, size)),
        np.empty(size),
    )
    for s in rows:
        for t in range(starts[s], stop):
            base[t] = math.pow(2.0, (t - centre) / (per_year * half_life)) if counts[s, t] >= 0.0 else 0.0
        if math.isnan(first[s, 0]):
            first[s] = prior[s]
        phi[s] = fit(
            counts[s], exposure[s], base, weight, (starts[s], stop, centre), per_year, phase, waves, prior[s],
            precision[s], pooled, first[s], second[s], covariance[s], room,
        )  # fmt: skip

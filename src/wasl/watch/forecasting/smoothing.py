"""Every member run over one series at once, month by month, and averaged by how well it foretold the next month.

Everything said at a month rests on the months before it alone, so that the forecasts of past months are a true
back-test and cost nearly nothing: one pass gives them all.
"""

import numpy as np

from wasl.watch.compiled import loosely
from wasl.watch.forecasting.members import Trend

#: How far Akaike's weight counts between kinds of model and between scales: below 1 the average is bolder than the
#: likelihood of one-step errors, which knows little of errors a year ahead (chosen on M1 and half of M3 and Tourism).
BETWEEN = 0.3
RAW, ROOT, LOG = 0, 1, 2
DRIFT, LINEAR = int(Trend.DRIFT), int(Trend.LINEAR)
#: Years that the first level, trend and season are read from.
YEARS = 4
#: A log forecast never exceeds the largest value seen more than this many times.
MOST = 4.0
NEGLIGIBLE = 12.0
#: Months that choosing among so many members is worth: errors of few months look smaller than they are.
CHOSEN = 6.0
#: A season has as many free values as months, less one; what each costs beside a parameter.
SEASON_COST = 0.6


@loosely
def beginnings(y, known, season):  # type: ignore[no-untyped-def]
    """Level at month -1, trend, season: a line and means by month, in turn, over the first `known` months."""
    seasons = np.zeros(season)
    level, trend, spread, weight, across = 0.0, 0.0, 0.0, 0.0, 0.0
    for _ in range(3):
        weight, sx, sy, sxx, sxy, syy = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for t in range(known):
            if not np.isnan(y[t]):
                v = y[t] - seasons[t % season]
                weight += 1.0
                sx += t
                sy += v
                sxx += t * t
                sxy += t * v
                syy += v * v
        across = sxx - sx * sx / weight
        trend = (sxy - sx * sy / weight) / across if across > 0.0 else 0.0
        level = (sy - trend * sx) / weight
        spread = max(syy - sy * sy / weight - trend * trend * across, 0.0)
        if season > 1:
            _months(y, known, season, level, trend, seasons)
    if season > 1:
        _shrunk(seasons, spread, weight, season)
    if weight > 2.0 and across > 0.0 and trend != 0.0:
        # A slope of a few months is mostly noise: shrunk by how sure it is.
        trend *= max(0.0, 1.0 - spread / (weight - 2.0) / across / (trend * trend))
    else:
        trend = 0.0
    return level, trend, seasons


@loosely
def _months(y, known, season, level, trend, seasons):  # type: ignore[no-untyped-def]
    total = 0.0
    for j in range(season):
        found, count = 0.0, 0
        for t in range(j, known, season):
            if not np.isnan(y[t]):
                found += y[t] - level - trend * t
                count += 1
        seasons[j] = found / (count + 0.5)
        total += seasons[j]
    for j in range(season):
        seasons[j] -= total / season


@loosely
def _shrunk(seasons, spread, weight, season):  # type: ignore[no-untyped-def]
    """Means of a few years are part noise: kept by as much as they vary more than it (James and Stein 1961)."""
    free = weight - season - 1.0
    if free <= 0.0:
        return
    noise = spread / free * season / weight
    size = 0.0
    for j in range(season):
        size += seasons[j] * seasons[j]
    kept = max(0.0, 1.0 - noise * (season - 3.0) / size) if size > 0.0 and season > 3 else 1.0
    for j in range(season):
        seasons[j] *= kept


@loosely
def advance(y, start, stop, season, drifts, alpha, beta, phi, gamma, drift, level, trend, seasons, errors, used):  # type: ignore[no-untyped-def]
    """Every member from month `start` to before `stop`; adds its squared errors; a missing month only moves on."""
    size = len(alpha)
    for t in range(start, stop):
        here = seasons[t % season]
        half = np.float32(0.5 * drifts[t])
        if np.isnan(y[t]):
            for g in range(size):
                trend[g] = phi[g] * trend[g]
                level[g] += trend[g] + drift[g] * half
            continue
        value = np.float32(y[t])
        for g in range(size):
            moved = phi[g] * trend[g]
            ahead = level[g] + moved + drift[g] * half
            miss = value - ahead - here[g] * used[g]
            errors[g] += miss * miss
            level[g] = ahead + alpha[g] * miss
            trend[g] = moved + beta[g] * miss
            here[g] += gamma[g] * miss


@loosely
def running_slopes(y, season, seasons, trend):  # type: ignore[no-untyped-def]
    """Slope of the months before each month (n + 1 values), by least squares on what the season leaves."""
    n = len(y)
    slopes = np.full(n + 1, trend)
    weight, sx, sy, sxx, sxy = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(n):
        if not np.isnan(y[t]):
            v = y[t] - seasons[t % season]
            weight += 1.0
            sx += t
            sy += v
            sxx += t * t
            sxy += t * v
        if weight >= max(season, 8):
            slopes[t + 1] = (sxy - sx * sy / weight) / (sxx - sx * sx / weight)
    return slopes


@loosely
def weigh(errors, low, half, weights, first, last):  # type: ignore[no-untyped-def]
    """exp(-half * log(errors / low)), nearly, and 0 where that is next to nothing: sums and products alone, so that
    the processor takes sixteen members at a time. Returns the sum.

    It is summed apart from what is written: where a loop does both, what is taken at a time, and with it the last
    digits, follows where in memory the two columns happen to lie."""
    inside = np.float32(0.0)
    one, six, four, part = np.float32(1.0), np.float32(6.0), np.float32(4.0), np.float32(half / 16.0)
    for g in range(first, last):
        over = errors[g] / low - one
        apart = max(one - part * over * (six + over) / (six + four * over), np.float32(0.0))
        apart *= apart
        apart *= apart
        apart *= apart
        apart *= apart
        weights[g] = apart
    for g in range(first, last):
        inside += weights[g]
    return inside


@loosely
def judged(count, season, is_log, members, errors):  # type: ignore[no-untyped-def]
    """Akaike's criterion of each kind's best member, and the squared errors of that one. A straight line on the log
    scale is an explosion: it is not heard."""
    _alpha, _beta, _phi, _gamma, _drift, used, first, kinds, _damping, cost = members
    number = len(first) - 1
    lows = np.empty(number, np.float32)
    criteria = np.full(number, np.inf)
    for k in range(number):
        low = np.float32(np.inf)
        for g in range(first[k], first[k + 1]):
            low = min(low, errors[g])
        lows[k] = max(low, np.float32(1e-9))
        if not (is_log and kinds[k] == LINEAR):
            states = SEASON_COST * (season - 1) if used[first[k]] > 0 else 0.0
            criteria[k] = count * np.log(lows[k] / count) + 2.0 * (cost[k] + states)
    return criteria, lows


@loosely
def summed_kind(part, low, high, season, is_seasonal, weights, alpha, level, trend, seasons, one):  # type: ignore[no-untyped-def]
    """Level, trend and squared alpha of one kind's members together, each by its weight (times `part`); seasons are
    added to `one`. Nothing is written beside what is read (see weigh)."""
    flat, rise, speed = np.float32(0.0), np.float32(0.0), np.float32(0.0)
    for g in range(low, high):
        flat += weights[g] * level[g]
        rise += weights[g] * trend[g]
        speed += weights[g] * alpha[g] * alpha[g]
    if is_seasonal:
        for j in range(season):
            month = np.float32(0.0)
            for g in range(low, high):
                month += weights[g] * seasons[j, g]
            one[j] += part * month
    return part * flat, part * rise, part * speed


@loosely
def carried_on(rise, damping, ahead):  # type: ignore[no-untyped-def]
    step, reach = 1.0, 0.0
    for i in range(len(ahead)):
        step *= damping
        reach += step
        ahead[i] += rise * reach


@loosely
def spoken(at, season, horizon, slope, count, is_log, members, state, ahead, weights, one):  # type: ignore[no-untyped-def]
    """Writes the average forecast of months at … at + horizon - 1; returns the best criterion, the mean square of
    errors of one month, and the mean square of alpha (what a month's error leaves in all later ones)."""
    alpha, beta, phi, gamma, drift, used, first, kinds, damping, cost = members
    level, trend, seasons, errors = state
    criteria, lows = judged(count, season, is_log, members, errors)
    best = criteria.min()
    ahead[:] = 0.0
    one[:] = 0.0
    whole, square, pace, base, drifting = 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(len(criteria)):
        apart = 0.5 * BETWEEN * (criteria[k] - best)
        if apart > NEGLIGIBLE:
            continue
        share = np.exp(-apart)
        low, high = first[k], first[k + 1]
        part = np.float32(share / weigh(errors, lows[k], 0.5 * count, weights, low, high))
        flat, rise, speed = summed_kind(
            part, low, high, season, used[low] > 0, weights, alpha, level, trend, seasons, one
        )
        whole += share
        base += flat
        square += share * lows[k] / max(count - CHOSEN, 1.0)
        pace += speed
        if kinds[k] == DRIFT:
            drifting += share
        else:
            carried_on(rise, damping[k], ahead)
    j = at % season
    for i in range(horizon):
        ahead[i] = (ahead[i] + base + 0.5 * slope * drifting * (i + 1) + one[j]) / whole
        j = j + 1 if j + 1 < season else 0
    return best, square / whole, pace / whole


@loosely
def one_scale(z, season, horizon, origins, known, members, is_log, ahead, criteria, squares, paces):  # type: ignore[no-untyped-def]
    """The series on one scale: forecasts at each origin (ascending, the last one is the end) go into `ahead`."""
    alpha, beta, phi, gamma, drift, used, first, kinds, damping, cost = members
    size = len(alpha)
    start, slope, months = beginnings(z, known, season)
    drifts = running_slopes(z, season, months, slope)
    level = np.empty(size, np.float32)
    trend = np.zeros(size, np.float32)
    seasons = np.zeros((season, size), np.float32)
    errors = np.zeros(size, np.float32)
    weights = np.empty(size, np.float32)
    one = np.empty(season)
    state = (level, trend, seasons, errors)
    centre = start + slope * 0.5 * (min(known, season) - 1)
    for k in range(len(first) - 1):
        for g in range(first[k], first[k + 1]):
            level[g] = centre if kinds[k] == 0 else start - slope
            if kinds[k] == DRIFT:
                level[g] = start - 0.5 * slope
            if kinds[k] >= LINEAR:
                trend[g] = slope
            if used[g] > 0:
                for j in range(season):
                    seasons[j, g] = months[j]
    at, count = 0, 0
    for i in range(len(origins)):
        advance(z, at, origins[i], season, drifts, alpha, beta, phi, gamma, drift, level, trend, seasons, errors, used)
        for t in range(at, origins[i]):
            if not np.isnan(z[t]):
                count += 1
        at = origins[i]
        criteria[i], squares[i], paces[i] = spoken(
            at, season, horizon, drifts[at], count, is_log, members, state, ahead[i], weights, one
        )


@loosely
def sizes(y):  # type: ignore[no-untyped-def]
    """Mean size of what is known (1 where that is nothing), smallest value, largest size."""
    least, most, size, total = np.inf, 0.0, 0.0, 0
    for value in y:
        if not np.isnan(value):
            least = min(least, value)
            most = max(most, abs(value))
            size += abs(value)
            total += 1
    return (size / total if size > 0.0 else 1.0), least, most


@loosely
def back(told, scale, square, ceiling):  # type: ignore[no-untyped-def]
    """From a scale to the series' own, as a mean: what is even on a root or a log is not so on the series itself."""
    if scale == ROOT:
        return max(told, 0.0) ** 2 + square
    if scale == LOG:
        return np.exp(min(told, ceiling)) * (1.0 + 0.5 * min(square, 1.0))
    return told


@loosely
def stretched(y, size, origins, criteria):  # type: ignore[no-untyped-def]
    """Likelihoods of the scales are compared in units of the series itself: what each stretches is added."""
    at, seen, stretch = 0, 0, 0.0
    for i in range(len(origins)):
        for t in range(at, origins[i]):
            if not np.isnan(y[t]):
                stretch += np.log(max(y[t] / size, 0.1))
                seen += 1
        at = origins[i]
        criteria[ROOT, i] += seen * np.log(4.0) + stretch
        if len(criteria) > LOG:
            criteria[LOG, i] += 2.0 * stretch


@loosely
def one_series(y, season, horizon, origins, known, members, is_positive, mean, square, pace):  # type: ignore[no-untyped-def]
    """A series from its first known month on, none below zero if `is_positive`; forecasts at each origin into `mean`.

    `square` and `pace` are of the root scale (raw where there are negative values): what intervals are made of.
    """
    places = len(origins)
    size, least, most = sizes(y)
    scales = 1
    if is_positive:
        scales = 3 if least > 0.02 * size else 2
    ahead = np.empty((scales, places, horizon))
    criteria, squares, paces = np.empty((scales, places)), np.empty((scales, places)), np.empty((scales, places))
    scaled = y / size
    for scale in range(scales):
        z = scaled if scale == RAW else (np.sqrt(scaled) if scale == ROOT else np.log(scaled))
        one_scale(z, season, horizon, origins, known, members, scale == LOG, ahead[scale], criteria[scale],
                  squares[scale], paces[scale])  # fmt: skip
    if scales > 1:
        stretched(y, size, origins, criteria)
    ceiling = np.log(max(MOST * most / size, 1e-9))
    inner = ROOT if is_positive else RAW
    for i in range(places):
        shares = np.exp(-0.5 * BETWEEN * (criteria[:, i] - criteria[:, i].min()))
        shares /= shares.sum()
        for h in range(horizon):
            told = 0.0
            for scale in range(scales):
                told += shares[scale] * back(ahead[scale, i, h], scale, squares[scale, i], ceiling)
            mean[i, h] = size * (max(told, 0.0) if is_positive else told)
        square[i] = squares[inner, i] * (size if inner == ROOT else size * size)
        pace[i] = paces[inner, i]


@loosely
def every_series(values, season, horizon, offsets, least, with_season, without, means, squares, paces, months):  # type: ignore[no-untyped-def]
    """(series, months) with NaN for missing ones. `offsets`: months before the end at which it is asked what comes
    (descending, 0 last). `least` months must be known before an origin; NaN stands where they are not."""
    total, n = values.shape
    for s in range(total):
        began = 0
        while began < n and np.isnan(values[s, began]):
            began += 1
        y = values[s, began:]
        known, places, lowest = 0, 0, np.inf
        counted = np.zeros(len(y) + 1, np.int64)
        for t in range(len(y)):
            if not np.isnan(y[t]):
                known += 1
                lowest = min(lowest, y[t])
            counted[t + 1] = known
        months[s] = known
        if known == 0:
            continue
        origins = np.empty(len(offsets), np.int64)
        for offset in offsets:
            origin = len(y) - offset
            if offset == 0 or (origin > 0 and counted[origin] >= least):
                origins[places] = origin
                places += 1
        left = len(offsets) - places
        has_season = season > 1 and 2 * known >= 3 * season
        first = min(origins[0], YEARS * max(season, 4))
        one_series(
            y, season if has_season else 1, horizon, origins[:places], first,
            with_season if has_season else without, lowest >= 0.0, means[s, left:], squares[s, left:], paces[s, left:],
        )  # fmt: skip
        if first < min(len(y), YEARS * max(season, 4)):
            # Of a short series the last forecast may begin from all of it; those of past months may not.
            one_series(
                y, season if has_season else 1, horizon, origins[places - 1 : places],
                min(len(y), YEARS * max(season, 4)), with_season if has_season else without, lowest >= 0.0,
                means[s, -1:], squares[s, -1:], paces[s, -1:],
            )  # fmt: skip

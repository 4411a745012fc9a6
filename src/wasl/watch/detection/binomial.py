"""Tails and quantiles of the negative binomial with variance φ × mean (size mean / (φ − 1)); the Poisson where φ is 1.

Sums run outward from the count asked for, so that a small probability keeps its digits; where the spread is so wide
that a sum would be long, the continued fraction of the incomplete beta function takes its place. Relative error below
1e-9 for means up to 1e6.
"""

import math

from wasl.watch.compiled import compiled

WIDEST_SUM, TINY = 400.0, 1e-300
#: Nearer to 1 than this, φ makes no difference that a double can tell, or too large a size for the fraction.
POISSON, FRACTION = 1.0 + 1e-9, 1.001


@compiled
def log_mass(count: float, mean: float, phi: float) -> float:
    if phi <= POISSON:
        return count * math.log(mean) - mean - math.lgamma(count + 1.0)
    size = mean / (phi - 1.0)
    gap = _rise(count, size) - math.lgamma(count + 1.0)
    return gap - size * math.log1p(phi - 1.0) + count * math.log((phi - 1.0) / phi)


@compiled
def _rise(count: float, size: float) -> float:
    """log Γ(count + size) − log Γ(size); by Stirling where both are so large that their difference would be noise."""
    if size < 1e5:
        return math.lgamma(count + size) - math.lgamma(size)
    far = size + count
    return (size - 0.5) * math.log1p(count / size) + count * math.log(far) - count + (1.0 / far - 1.0 / size) / 12.0


@compiled
def ratio(count: float, mean: float, phi: float) -> float:
    """P(count + 1) / P(count)."""
    if phi <= POISSON:
        return mean / (count + 1.0)
    return (mean / (phi - 1.0) + count) / (count + 1.0) * (1.0 - 1.0 / phi)


@compiled
def upper_tail(count: float, mean: float, phi: float) -> float:
    """P(X ≥ count), count a whole number."""
    if count <= 0.0:
        return 1.0
    if mean <= 0.0:
        return 0.0
    if phi >= FRACTION and phi * mean > WIDEST_SUM * WIDEST_SUM:
        return _wide_tail(count, mean, phi)
    if count > mean:
        return _sum_up(count, mean, phi)
    return 1.0 - _sum_down(count - 1.0, mean, phi)


@compiled
def _sum_up(count: float, mean: float, phi: float) -> float:
    term = math.exp(log_mass(count, mean, phi))
    total = term
    at = count
    while term > total * 1e-17:
        term *= ratio(at, mean, phi)
        total += term
        at += 1.0
    return min(total, 1.0)


@compiled
def _sum_down(count: float, mean: float, phi: float) -> float:
    term = math.exp(log_mass(count, mean, phi))
    total = term
    at = count
    while at > 0.0 and term > total * 1e-17:
        at -= 1.0
        term /= ratio(at, mean, phi)
        total += term
    return min(total, 1.0)


@compiled
def _wide_tail(count: float, mean: float, phi: float) -> float:
    """P(X ≥ count) is the incomplete beta function at 1 − 1/φ with (count, size)."""
    size, x = mean / (phi - 1.0), 1.0 - 1.0 / phi
    front = math.exp(
        math.lgamma(count + size) - math.lgamma(count) - math.lgamma(size) + count * math.log(x) - size * math.log(phi)
    )
    if x < (count + 1.0) / (count + size + 2.0):
        return front * _fraction(count, size, x) / count
    return 1.0 - front * _fraction(size, count, 1.0 - x) / size


@compiled
def _fraction(a: float, b: float, x: float) -> float:
    """Lentz's way through the continued fraction of the incomplete beta function."""
    c, d = 1.0, 1.0 / _away(1.0 - (a + b) * x / (a + 1.0))
    whole = d
    for m in range(1, 20000):
        even = m * (b - m) * x / ((a - 1.0 + 2 * m) * (a + 2 * m))
        d = 1.0 / _away(1.0 + even * d)
        c = _away(1.0 + even / c)
        whole *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1.0 + 2 * m))
        d = 1.0 / _away(1.0 + odd * d)
        c = _away(1.0 + odd / c)
        whole *= d * c
        if abs(d * c - 1.0) < 1e-14:
            break
    return whole


@compiled
def _away(value: float) -> float:
    return value if abs(value) > TINY else TINY


@compiled
def normal_quantile(p: float) -> float:
    """z with P(Z > z) = p, to 4.5e-4 (Abramowitz and Stegun 26.2.23): where a search begins, never an answer."""
    t = math.sqrt(-2.0 * math.log(min(p, 1.0 - p)))
    z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
    return z if p < 0.5 else -z


@compiled
def quantile(alpha: float, mean: float, phi: float) -> float:
    """The smallest count whose upper tail beyond it, P(X > count), is at most alpha."""
    if mean <= 0.0:
        return 0.0
    z = normal_quantile(alpha)
    spread = math.sqrt(phi * mean)
    skew = (2.0 * phi - 1.0) / spread
    count = max(0.0, math.floor(mean + spread * (z + (z * z - 1.0) * skew / 6.0)))
    tail = upper_tail(count + 1.0, mean, phi)
    mass = math.exp(log_mass(count + 1.0, mean, phi))
    while tail > alpha:
        count += 1.0
        tail -= mass
        mass *= ratio(count, mean, phi)
        if tail < alpha * 1e-3:
            tail = upper_tail(count + 1.0, mean, phi)
    below = math.exp(log_mass(count, mean, phi))
    while count > 0.0 and tail + below <= alpha:
        tail += below
        count -= 1.0
        below /= ratio(count, mean, phi)
    return count

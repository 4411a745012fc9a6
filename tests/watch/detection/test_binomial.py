"""Tails of the negative binomial against their plain sums."""

import math

import pytest

from wasl.watch.detection.binomial import log_mass, quantile, upper_tail


def summed(count, mean, phi, reach=6000):
    return math.fsum(math.exp(log_mass(float(at), mean, phi)) for at in range(count, count + reach))


@pytest.mark.parametrize("mean", [0.05, 1.0, 12.0, 300.0])
@pytest.mark.parametrize("phi", [1.0, 1.1, 5.0])
def test_a_tail_is_the_sum_of_what_lies_beyond(mean, phi):
    for count in (1, int(mean) + 1, int(mean + 4 * math.sqrt(phi * mean)) + 1):
        assert upper_tail(float(count), mean, phi) == pytest.approx(summed(count, mean, phi), rel=1e-9)


@pytest.mark.parametrize(("mean", "phi"), [(1e6, 1.0), (1e6, 40.0), (2e5, 1000.0)])
def test_counts_of_a_million_meet_the_normal_curve(mean, phi):
    """Corrected for their skewness, (2 phi - 1) / sd, by the first term of Edgeworth's series at two sd."""
    sd = math.sqrt(phi * mean)
    count = math.floor(mean + 2 * sd)
    tail = 0.02275 + 0.05399 * (2 * phi - 1) / sd / 6 * (2**2 - 1)
    assert upper_tail(float(count), mean, phi) == pytest.approx(tail, rel=0.01)
    assert upper_tail(float(count), mean, phi) > upper_tail(count + 50.0, mean, phi)


@pytest.mark.parametrize("alpha", [0.05, 0.01, 1e-6])
@pytest.mark.parametrize(("mean", "phi"), [(0.01, 1.0), (0.4, 3.0), (80.0, 1.5), (1e6, 40.0)])
def test_a_quantile_is_the_smallest_count_with_that_little_beyond(alpha, mean, phi):
    count = quantile(alpha, mean, phi)
    assert upper_tail(count + 1, mean, phi) <= alpha * (1 + 1e-7)
    assert count == 0 or upper_tail(count, mean, phi) > alpha * (1 - 1e-7)


def test_nothing_is_expected_so_anything_is_rare():
    assert upper_tail(1.0, 0.0, 1.0) == 0.0 and upper_tail(0.0, 0.0, 1.0) == 1.0

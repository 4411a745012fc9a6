"""What comes, from series of every sort. The engine is pure: no database."""

import numpy as np
import pytest

from wasl.watch.forecasting import forecast

YEAR = 12


def one(values, *, season=YEAR, horizon=6):
    return forecast(np.array([values], dtype=float), season=season, horizon=horizon)


def seasonal(months, *, level=100.0, seed=3, noise=0.05):
    rng = np.random.default_rng(seed)
    t = np.arange(months)
    return level * (1 + 0.4 * np.sin(2 * np.pi * t / YEAR)) * rng.lognormal(0, noise, months)


def test_a_season_is_carried_on():
    values = seasonal(84)
    found = one(values[:72], horizon=12)
    assert np.abs(found.mean[0] - values[72:]).mean() < 0.08 * values[72:].mean()
    assert found.tested[0] == YEAR and found.error[0] < found.naive_error[0]


def test_the_same_series_gives_the_same_digits_wherever_it_lies_in_memory():
    rng, found, kept = np.random.default_rng(5), set(), []
    for size in rng.integers(1, 3_000, 60):
        kept.append(np.zeros(size, np.uint8))
        found.add(one(np.arange(10, 40), horizon=3).mean.tobytes())
    assert len(found) == 1


def test_a_trend_is_carried_on_in_part():
    found = one(100 + 2.0 * np.arange(60), horizon=6)
    assert 222 < found.mean[0, -1] <= 232


@pytest.mark.parametrize(
    "values",
    [[0] * 40, [7], [5, 9], [0] * 20 + [500] + [0] * 20, [5] * 40, [10**6] * 30, [0, 3, 0, 0, 1] * 8,
     [np.nan] * 30 + [4, 5, 6], [10 * 1.1**t for t in range(60)], [1e-6, 2e-6] * 20],
)  # fmt: skip
def test_odd_counts_give_ordered_bounds_that_are_never_negative(values):
    found = one(values)
    assert np.isfinite(found.mean).all() and (found.lower >= 0).all()
    assert (found.lower <= found.mean).all() and (found.mean <= found.upper).all()


def test_zeros_alone_stay_zero():
    assert (one([0] * 40).mean == 0).all() and (one([0] * 40).upper == 0).all()
    assert (one([0] * 5).upper == 1).all()


def test_a_single_month_says_its_value_and_leaves_room():
    found = one([9])
    assert found.mean[0] == pytest.approx(9, rel=1e-5)
    assert found.lower[0, 0] < 6 and found.upper[0, 0] > 12


def test_values_below_zero_may_be_foretold_below_zero():
    found = one(np.random.default_rng(1).normal(-10, 2, 60))
    assert (found.mean < -5).all() and (found.lower < found.mean).all()


def test_a_missing_month_is_not_a_zero():
    values = seasonal(72)
    with_gap, with_zeros = values.copy(), values.copy()
    with_gap[40:52], with_zeros[40:52] = np.nan, 0.0
    whole = one(values).mean
    assert np.abs(one(with_gap).mean - whole).mean() < 0.1 * whole.mean()
    assert np.abs(one(with_zeros).mean - whole).mean() > np.abs(one(with_gap).mean - whole).mean()


def test_months_before_a_centre_opened_change_nothing():
    values = seasonal(40)
    opened = np.concatenate([np.full(20, np.nan), values])
    assert one(opened).mean == pytest.approx(one(values).mean)


def test_a_lone_spike_teaches_next_to_nothing():
    values = seasonal(72)
    spiked = values.copy()
    spiked[45] *= 40
    assert np.abs(one(spiked).mean - one(values).mean).mean() < 0.05 * values.mean()


def test_a_last_month_like_no_other_is_not_believed_in_full():
    values = seasonal(72)
    values[-1] *= 40
    assert one(values).mean[0, 0] < 5 * values[:-1].max()


def test_what_is_said_of_past_months_rests_on_what_came_before():
    values = seasonal(72)
    later = values.copy()
    later[-1] *= 1.5
    before, after = (one(series, horizon=12) for series in (values, later))
    told = before.error[0] * values[-12:].sum()
    assert abs(after.error[0] * later[-12:].sum() - told) <= later[-1] - values[-1] + 1e-6


def test_bounds_hold_nine_in_ten_of_what_comes():
    rng = np.random.default_rng(11)
    rates = rng.lognormal(2.5, 0.7, (300, 1)) * (1 + 0.3 * np.sin(2 * np.pi * np.arange(96) / YEAR))
    counts = rng.negative_binomial(8, 8 / (8 + rates)).astype(float)
    found = forecast(counts[:, :84], season=YEAR, horizon=12)
    inside = (found.lower <= counts[:, 84:]) & (counts[:, 84:] <= found.upper)
    assert 0.87 < inside.mean() < 0.93


def test_wider_is_surer():
    values = np.array([seasonal(72, seed=seed) for seed in range(20)])
    usual, sure = (forecast(values, season=YEAR, horizon=6, level=level) for level in (0.8, 0.95))
    assert (sure.upper - sure.lower).mean() > 1.2 * (usual.upper - usual.lower).mean()


def test_size_does_not_matter():
    values = seasonal(60)
    assert one(values * 1e6).mean == pytest.approx(one(values).mean * 1e6, rel=1e-4)

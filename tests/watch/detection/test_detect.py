"""Series as they come: with holes, openings, splits, corrections, and too short."""

import datetime as dt

import numpy as np
import pytest

from wasl.simulation.series.changes import lost, opened, silenced, split
from wasl.watch.detection import METHODS, CannotDetect, Panel, Rung, detect, settle_corrections

WEEKS = 420


def quiet(series=6, weeks=WEEKS, mean=20.0, seed=1):
    return np.random.default_rng(seed).poisson(mean, (series, weeks)).astype(float)


def panel(counts, exposure=None, times=None):
    return Panel(
        tuple(f"s{row}" for row in range(len(counts))), counts, times or tuple(range(counts.shape[1])), exposure
    )


@pytest.mark.parametrize("method", METHODS)
def test_a_missing_count_is_neither_tested_nor_zero(method):
    counts = quiet()
    holes = lost(np.random.default_rng(2), counts, 0.3)
    holes[0, -1] = np.nan
    whole, holed = (detect(panel(one), method=method, first=WEEKS - 20) for one in (counts, holes))
    assert np.isnan(holed.shock.p_value[0, -1]) and not holed.shock.alarm[0, -1]
    assert not np.isnan(holed.shock.expected[0, -1])
    assert np.allclose(holed.shock.expected, whole.shock.expected, rtol=0.15)


def test_zeros_in_place_of_missing_would_have_been_seen():
    counts = quiet()
    zeroed = np.nan_to_num(silenced(counts, 200, 260))
    silent, wrong = (detect(panel(one), first=WEEKS - 1).shock.expected for one in (silenced(counts, 200, 260), zeroed))
    assert (silent > wrong).all()


@pytest.mark.parametrize("method", METHODS)
def test_an_all_zero_series_never_alarms(method):
    found = detect(panel(np.zeros((3, WEEKS))), method=method)
    assert not found.shock.alarm.any() and not found.process.alarm.any()


def test_a_rise_after_years_of_zeros_is_an_alarm():
    counts = np.zeros((1, WEEKS))
    counts[0, -1] = 8
    found = detect(panel(counts), first=WEEKS - 1)
    assert found.shock.alarm.all() and found.shock.expected[0, 0] < 0.1


@pytest.mark.parametrize("method", METHODS)
def test_a_lone_spike_in_the_first_reference_week_changes_little(method):
    counts = quiet(3)
    spiked = counts.copy()
    spiked[:, WEEKS - 1 - 263] = 4000
    plain, odd = (detect(panel(one), method=method, first=WEEKS - 1).shock.expected for one in (counts, spiked))
    assert np.allclose(odd, plain, rtol=0.25)


@pytest.mark.parametrize("method", METHODS)
def test_a_missing_year_leaves_the_others_to_answer(method):
    counts = silenced(quiet(), 200, 252)
    found = detect(panel(counts), method=method, first=WEEKS - 1)
    assert (found.rung == Rung.OWN).all() and np.allclose(found.shock.expected, 20, rtol=0.25)


def test_a_centre_that_opens_midway_climbs_the_ladder():
    counts = quiet(8)
    counts[0] = opened(counts[0], 100)
    found = detect(panel(counts), first=90)
    at = {week: int(found.rung[0, week - 90]) for week in (95, 130, 170, 300)}
    assert at == {95: Rung.NONE, 130: Rung.PEERS, 170: Rung.BORROWED, 300: Rung.OWN}
    assert not np.isnan(found.shock.p_value[1]).any()


def test_a_province_split_in_two_has_one_past_and_none():
    rng = np.random.default_rng(3)
    counts = quiet(8)
    old, new = split(rng, counts[0], WEEKS - 30, 0.4)
    found = detect(panel(np.vstack([counts[1:], old, new])), first=WEEKS - 1)
    assert found.rung[-2, 0] == Rung.OWN and found.rung[-1, 0] == Rung.PEERS
    assert not found.shock.alarm[-1, 0]


def test_one_week_of_history_is_said_to_be_too_little():
    found = detect(panel(quiet(3, weeks=1)))
    assert (found.rung == Rung.NONE).all() and np.isnan(found.shock.p_value).all() and not found.shock.alarm.any()


def test_a_series_of_one_week_is_held_against_the_rate_of_its_peers():
    counts, exposure = quiet(8), np.full((8, WEEKS), 10.0)
    counts[0] = opened(counts[0], WEEKS - 1)
    exposure[0] = 40.0
    found = detect(panel(counts, exposure), first=WEEKS - 1)
    assert found.rung[0, 0] == Rung.PEERS
    assert found.shock.expected[0, 0] == pytest.approx(80, rel=0.1)


@pytest.mark.parametrize("method", METHODS)
def test_counts_of_a_million_are_tested_as_any_other(method):
    counts = quiet(4, mean=1e6)
    counts[0, -1] *= 1.05
    found = detect(panel(counts), method=method, first=WEEKS - 1)
    assert found.shock.alarm[:, 0].tolist() == [True, False, False, False]


def test_years_of_53_weeks_are_tested_without_a_break():
    days = tuple(dt.date(2014, 1, 6) + dt.timedelta(days=7 * week) for week in range(WEEKS))
    for method in METHODS:
        found = detect(panel(quiet(), times=days), method=method, first=dt.date(2020, 12, 1), last=dt.date(2021, 2, 1))
        assert not np.isnan(found.shock.p_value).any() and found.times[4] == dt.date(2021, 1, 4)


def test_exposure_that_doubles_is_not_a_rise():
    counts, exposure = quiet(), np.ones((6, WEEKS))
    counts[:, -20:] = np.random.default_rng(8).poisson(40, (6, 20))
    exposure[:, -20:] = 2
    assert detect(panel(counts, exposure), first=WEEKS - 20).shock.alarm.mean() < 0.05
    assert detect(panel(counts), first=WEEKS - 20).shock.alarm.any(axis=1).all()


def test_a_time_s_answer_does_not_depend_on_which_others_are_asked():
    counts = panel(quiet())
    alone, among = detect(counts, first=WEEKS - 7, last=WEEKS - 7), detect(counts, first=WEEKS - 60)
    assert np.allclose(alone.shock.p_value[:, 0], among.shock.p_value[:, -7], rtol=1e-5)
    assert np.allclose(alone.process.p_value[:, 0], among.process.p_value[:, -7], rtol=1e-5)


def test_a_count_alarms_exactly_when_it_passes_the_bound():
    counts = quiet(40, mean=3.0)
    counts[:, -10:] += np.random.default_rng(4).poisson(4, (40, 10))
    shock = detect(panel(counts), first=WEEKS - 10).shock
    assert (shock.alarm == (counts[:, -10:] > shock.upper)).all() and 0 < shock.alarm.mean() < 1


def test_months_and_days_are_counted_as_weeks_are():
    for frequency, guard in ((12, 3), (365, 30)):
        counts = quiet(6, weeks=frequency * 4)
        found = detect(panel(counts), frequency=frequency, past_not_included=guard, first=counts.shape[1] - 3)
        assert (found.rung == Rung.OWN).all() and np.allclose(found.shock.expected, 20, rtol=0.35)


@pytest.mark.parametrize(
    "asked", [{"alpha": 0.7}, {"frequency": 0}, {"method": "guess"}, {"first": 900}, {"last": dt.date(2020, 1, 1)}]
)
def test_what_cannot_be_asked_is_said(asked):
    with pytest.raises(CannotDetect):
        detect(panel(quiet(2, weeks=60)), **asked)


def test_a_negative_count_is_refused_until_it_is_settled():
    counts = np.array([[5.0, 4.0, -6.0, 2.0], [1.0, -3.0, 0.0, np.nan]])
    with pytest.raises(CannotDetect):
        panel(counts)
    settled, left = settle_corrections(counts)
    assert settled[0].tolist() == [3, 0, 0, 2] and settled[1, :3].tolist() == [0, 0, 0]
    assert left.tolist() == [0, -2]

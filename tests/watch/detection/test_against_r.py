"""The alarms of R surveillance's farringtonFlexible (nbPlugin), stored once: 42 scenarios, several replicates each."""

import datetime as dt

import numpy as np
import pytest
from bench.watch.against_r import Stored, ours

from wasl.watch.detection import Panel, detect


@pytest.fixture(scope="module")
def stored():
    return Stored.read()


@pytest.fixture(scope="module")
def found(stored):
    return ours(stored.counts)


def test_every_alarm_is_r_s(stored, found):
    assert stored.alarm.size >= 14_000 and stored.alarm.sum() > 250
    assert (found.shock.alarm == stored.alarm).all()


def test_every_upper_bound_is_r_s(stored, found):
    has_upper = ~np.isnan(stored.upper)
    assert has_upper.sum() > 8_000
    assert (found.shock.upper[has_upper] == stored.upper[has_upper]).all()


def test_every_expectation_is_r_s_to_single_precision(stored, found):
    assert np.nanmax(np.abs(found.shock.expected / stored.expected - 1)) < 1e-6


def test_an_alarm_is_a_count_above_the_bound_and_five_cases_in_four_weeks(stored, found):
    counts = stored.counts[:, 575:]
    four = np.lib.stride_tricks.sliding_window_view(stored.counts, 4, axis=1).sum(axis=2)[:, 572:]
    assert (found.shock.alarm == ((counts > found.shock.upper) & (four >= 5))).all()


def test_dated_weeks_are_alarms_of_epochs_where_no_year_has_53(stored):
    """From 2012-01-02 anniversaries lie 52 weeks back for five years, or 53: the two must agree most of the time."""
    counts = stored.counts[:6, 300:].astype(float)
    days = tuple(dt.date(2012, 1, 2) + dt.timedelta(days=7 * week) for week in range(counts.shape[1]))
    dated = detect(Panel(tuple("abcdef"), counts, days), method="farrington-flexible", first=days[-40])
    epochs = detect(Panel(tuple("abcdef"), counts, tuple(range(324))), method="farrington-flexible", first=284)
    assert (dated.shock.alarm == epochs.shock.alarm).mean() > 0.97
    assert not np.array_equal(dated.shock.expected, epochs.shock.expected)


def test_exposure_is_an_offset_alike_everywhere_it_changes_nothing(stored):
    counts = stored.counts[24:27].astype(float)
    once, twice = (
        detect(Panel(tuple("abc"), counts, tuple(range(1, 625)), given), method="farrington-flexible", first=605)
        for given in (np.ones_like(counts), np.full_like(counts, 2.0))
    )
    assert np.allclose(twice.shock.expected, once.shock.expected)


def test_exposure_that_doubles_gives_what_r_gives_with_its_population_offset(stored):
    """R drops a slope that leads above the highest count behind it, doubled exposure or not: so it is no plain double.
    surveillance 1.20.3, populationOffset=TRUE, weeks 605, 610, 615 and 620."""
    counts, exposure = stored.counts[24:27].astype(float), np.ones((3, 624))
    exposure[:, 600:] = 2.0
    found = detect(Panel(tuple("abc"), counts, tuple(range(1, 625)), exposure), method="farrington-flexible", first=605)
    mean = [[28.821931, 22.970269, 24.282757, 24.34075], [12.685576, 23.279111, 37.600179, 54.685714],
            [11.496134, 6.093739, 17.527208, 93.559333]]  # fmt: skip
    upper = [[52, 44, 46, 46], [31, 46, 66, 88], [33, 22, 43, 148]]
    assert found.shock.expected[:, :20:5] == pytest.approx(np.array(mean), rel=1e-6)
    assert (found.shock.upper[:, :20:5] == np.array(upper)).all()


def test_twice_the_exposure_now_is_twice_the_expectation(stored):
    """Of a series without slope, since R keeps a slope only while it leads no higher than the past did."""
    counts, exposure = np.tile([4.0, 6.0], (1, 312)), np.ones((1, 624))
    exposure[0, -1] = 2.0
    found = detect(Panel(("a",), counts, tuple(range(624)), exposure), method="farrington-flexible", first=622)
    assert found.shock.expected[0, 1] == pytest.approx(10, rel=0.2)

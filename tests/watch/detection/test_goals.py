"""The goals of detection on a few tuning worlds, with room for chance; `make bench-watch` prints them in full."""

import numpy as np
import pytest
from bench.watch.outbreaks import measured, panel_of

from wasl.simulation.series.changes import ramp
from wasl.simulation.series.noufaily import negative_binomial, world
from wasl.simulation.series.seeds import TUNING, UnknownSeed, one_kind
from wasl.watch.detection import METHODS, detect


@pytest.fixture(scope="module")
def tallies():
    return {method: measured(list(TUNING[:10]), method) for method in METHODS}


def test_false_alarms_of_the_shock_keep_to_alpha(tallies):
    shock = tallies["wasl"].rates[0]
    assert 0.006 < shock.mean() < 0.0115 and shock.max() < 0.035


def test_more_outbreaks_are_found_than_by_r(tallies):
    ours, theirs = (np.concatenate(tallies[method].found) for method in METHODS)
    assert ours.mean() > theirs.mean() + 0.04


def test_the_process_keeps_to_alpha_where_nothing_happens():
    found = detect(panel_of([world(seed, has_now=False) for seed in TUNING[:5]]), first=576)
    assert 0.001 < found.process.alarm.mean() < 0.013


def test_a_slow_rise_is_seen_before_it_is_over():
    waits = []
    for seed in TUNING[:4]:
        one = world(seed, has_now=False)
        added = negative_binomial(np.random.default_rng(seed), one.mean * ramp(624, 560) + 1e-12, one.phi[:, None])
        panel = panel_of([one])
        panel.counts[:, 560:] += added[:, 560:]
        alarm = detect(panel, first=561).process.alarm
        waits.append(np.where(alarm.any(axis=1), alarm.argmax(axis=1), 999))
    assert np.median(waits) <= 21 and np.mean(np.concatenate(waits) < 26) > 0.58


def test_worlds_to_tune_on_and_to_report_on_are_never_mixed():
    assert one_kind([1, 2]) == "tuning" and one_kind([9000]) == "reporting"
    for seeds in ([1, 9000], [5000], []):
        with pytest.raises(UnknownSeed):
            one_kind(seeds)


def test_a_world_is_the_same_twice_and_tells_what_it_added():
    one, again = world(3), world(3)
    assert (one.counts == again.counts).all() and (one.added <= one.counts).all()
    assert (one.added[one.is_now].sum() > 0) and one.added[:, :312].sum() == 0

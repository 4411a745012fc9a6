"""What no place shows alone: sums, neighbours, budgets."""

import numpy as np
import pytest

from wasl.simulation.series.country import country
from wasl.simulation.series.noufaily import negative_binomial
from wasl.watch.detection import CannotDetect, Panel, detect
from wasl.watch.detection.budget import alpha_within, discoveries, ranked, within_budget
from wasl.watch.detection.clusters import Quiet, groups, neighbourhoods, scan
from wasl.watch.detection.hierarchy import summed


def looked_at(one):
    panel = Panel(tuple(map(str, range(len(one.counts)))), one.counts, tuple(range(one.counts.shape[1])))
    return Quiet.of(panel, detect(panel, first=one.counts.shape[1] - 4), 3)


def test_six_neighbours_that_rise_by_half_are_found_by_sums_and_by_nearness():
    one = country(1, rises=True, along_regions=True, typical=20.0)
    quiet = looked_at(one)
    for zones in (groups(list(one.region)), neighbourhoods(one.latitude, one.longitude)):
        first = scan(quiet, zones, draws=99)[0]
        assert first.p_country <= 0.02 and one.risen[list(first.places)].mean() >= 0.5
        assert first.counted > first.expected


def test_a_quiet_country_has_nothing_rare():
    one = country(2, rises=False, along_regions=True)
    assert scan(looked_at(one), groups(list(one.region)), draws=99)[0].p_country > 0.02


def test_clusters_do_not_overlap_and_the_rarest_comes_first():
    one = country(3, rises=True, along_regions=False)
    found = scan(looked_at(one), neighbourhoods(one.latitude, one.longitude), draws=19)
    places = [place for cluster in found for place in cluster.places]
    assert len(places) == len(set(places)) and [c.p for c in found] == sorted(c.p for c in found)


def test_a_missing_place_adds_neither_count_nor_expectation():
    quiet = Quiet(np.array([[5.0], [np.nan]]), np.array([[5.0], [90.0]]), np.ones((2, 1)), np.zeros((2, 1)))
    assert scan(quiet, np.array([[True, True]]), draws=9)[0].expected == 5.0


def test_where_nothing_ever_happened_a_zone_has_its_whole_spread():
    """Weighing past outbreaks down takes off every series' own tail: a twentieth of the variance, given back here."""
    counts = negative_binomial(np.random.default_rng(4), np.full((300, 312), 6.0), 2.0).astype(float)
    panel = Panel(tuple(map(str, range(300))), counts, tuple(range(312)))
    quiet = Quiet.of(panel, detect(panel, first=311), 0)
    assert (quiet.spread - quiet.unsure * quiet.expected).mean() == pytest.approx(2.0, rel=0.03)


def test_an_unsure_level_makes_the_same_weeks_less_rare():
    counts, expected = np.full((1, 4), 14.0), np.full((1, 4), 10.0)
    zones = np.array([[True]])
    sure, unsure = (
        scan(Quiet(counts, expected, np.full((1, 4), 1.5 + 10 * level), np.full((1, 4), level)), zones, draws=199)[0]
        for level in (0.0, 0.04)
    )
    assert sure.weeks == unsure.weeks == 4 and sure.p < unsure.p / 3 and sure.p_country < unsure.p_country


def test_neighbourhoods_grow_from_each_place_to_the_nearest():
    zones = neighbourhoods(np.array([30.0, 30.1, 33.0]), np.array([-8.0, -8.0, -5.0]), largest=2)
    assert {tuple(np.flatnonzero(zone)) for zone in zones} == {(0,), (1,), (2,), (0, 1), (1, 2)}


def test_groups_are_regions_and_the_nation():
    assert [tuple(np.flatnonzero(zone)) for zone in groups(["a", "b", "a"])] == [(0, 2), (0, 1, 2)]


def test_a_sum_with_a_silent_part_is_held_against_the_parts_that_spoke():
    counts = np.array([[10.0, 10, 10, 10], [30.0, 30, 30, np.nan], [5.0, 5, np.nan, np.nan]])
    total = summed(Panel(("x", "y", "z"), counts, (1, 2, 3, 4)), {"x": "n", "y": "n", "z": "m"})
    assert total.names == ("m", "n") and total.counts[1].tolist()[:3] == [40, 40, 40]
    assert np.isnan(total.counts[1, 3]) and np.isnan(total.counts[0, 2])
    assert total.exposure is not None and total.exposure[1, 0] == pytest.approx(1)


def test_a_series_without_a_parent_is_named():
    with pytest.raises(CannotDetect, match="x has no parent"):
        summed(Panel(("x",), np.ones((1, 3)), (1, 2, 3)), {})


def test_benjamini_and_hochberg_keep_what_stands_together():
    p = np.array([0.01, 0.02, np.nan, 0.03, 0.04, 0.9])
    assert discoveries(p, 0.05).tolist() == [True, True, False, True, True, False]
    assert not discoveries(np.array([0.06, np.nan]), 0.05).any()


def test_a_budget_of_false_alarms_is_spread_over_the_week_s_tests():
    assert alpha_within(1.0, 400) == 0.0025 and alpha_within(1.0, 2) == 0.05 and alpha_within(1.0, 0) == 0
    assert within_budget(np.array([0.2, 0.01, np.nan]), 0.05).tolist() == [False, True, False]
    with pytest.raises(ValueError, match="below zero"):
        alpha_within(-1, 10)


def test_alarms_are_ranked_rarest_first_then_by_what_is_too_many():
    assert ranked(np.array([0.5, 0.01, np.nan, 0.01]), np.array([1.0, 2, 3, 9])).tolist() == [3, 1, 0]

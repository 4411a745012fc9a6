"""What a forecast of demand means, without a database."""

from datetime import date

import pytest

from wasl.watch.rules.needs import (
    Outlook,
    best_month,
    capacity_of,
    cold_factor,
    kept,
    lacking,
    taken_up,
    winter_factors,
)
from wasl.watch.rules.weeks import month_after


def outlook(mean, *, most=1.5, capacity=None):
    values = tuple(float(value) for value in mean)
    return Outlook(values, tuple(value / most for value in values), tuple(value * most for value in values), capacity)


def test_months_over_what_centres_can_do_are_told():
    found = outlook([10, 20, 14], capacity=18.0)
    assert found.over == (1,) and found.may_be_over == (1, 2) and not found.is_over_for_sure


def test_nothing_is_over_an_unknown_capacity():
    assert outlook([10, 20]).over == ()


def test_half_a_person_is_not_missing():
    assert outlook([18.4], capacity=18.0).over == ()


def test_what_centres_lack_is_counted_centre_by_centre():
    full, free, tight = (outlook([20, 30], capacity=limit) for limit in (18.0, 90.0, 31.0))
    found = lacking([full, free, tight, outlook([99, 99])], months=2)
    assert found.missing == (2.0, 12.0) and found.room == (81.0, 61.0)
    assert (found.centres, found.sure, found.likely, found.perhaps) == (4, 1, 0, 1)
    assert (found.since, found.worst, found.short) == (0, 1, 1)


def test_where_nothing_lacks_no_month_is_named():
    found = lacking([outlook([1, 2], capacity=9.0)], months=2)
    assert found.since is None and found.short == 0


@pytest.mark.parametrize(
    ("past", "best"),
    [([5.0, 9.0, 7.0], (2, 9.0)), ([None, 9.0, 7.0], None), ([99.0] + [5.0] * 24, (1, 5.0)), ([0.0] * 24, None)],
)
def test_the_best_month_is_the_most_of_two_years(past, best):
    assert best_month(past) == best


@pytest.mark.parametrize(
    ("said", "capacity"),
    [({}, 9.0), ({"then": 3, "today": 2}, 6.0), ({"then": 2, "today": 5}, 9.0)],
)
def test_a_centre_can_do_what_it_did_with_the_agents_it_has_left(said, capacity):
    assert capacity_of([5.0, 9.0, 7.0], **said) == capacity


def winters(cold):
    """Four years before November 2026: ten a month, and `cold` in the winter of 2024-25."""
    end = date(2026, 11, 1)
    months = [month_after(end, step - 48) for step in range(48)]
    return [cold if date(2024, 11, 1) <= month <= date(2025, 3, 1) else 10.0 for month in months], end


def test_the_cold_is_held_against_other_winters():
    past, end = winters(13.0)
    assert cold_factor(past, end=end) == pytest.approx(1.3)


def test_of_an_unknown_winter_nothing_is_said():
    past, end = winters(None)
    assert cold_factor(past, end=end) is None
    assert cold_factor(past[-12:], end=end) is None


def test_only_winter_months_are_changed():
    assert winter_factors(1.3, first=date(2026, 3, 1), months=3) == (1.3, 1.0, 1.0)


def test_the_nearest_take_up_most_and_all_of_it():
    shares = taken_up({"near": 4.0, "far": 49.0, "next": 9.0, "never": 900.0, "nowhere": None})
    assert set(shares) == {"near", "next", "far"} and sum(shares.values()) == pytest.approx(1)
    assert shares["near"] == pytest.approx(2 * shares["next"])


def test_without_a_map_they_share_evenly():
    assert taken_up({"a": None, "b": None}) == {"a": 0.5, "b": 0.5}


def test_an_earlier_forecast_is_held_against_what_came():
    made = kept(made=date(2026, 8, 1), mean=[10, 10, 10, 10], lower=[8] * 4, upper=[12] * 4,
                past=[1.0, 12.0, None, 14.0], end=date(2026, 11, 1))  # fmt: skip
    assert made.months == 2 and made.inside == 1 and made.error == pytest.approx(6 / 26)


def test_a_forecast_of_which_nothing_came_says_nothing():
    assert kept(made=date(2026, 11, 1), mean=[1], lower=[1], upper=[1], past=[1.0], end=date(2026, 11, 1)) is None

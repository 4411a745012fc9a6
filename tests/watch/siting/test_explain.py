"""What is said about a choice adds up."""

import numpy as np
import pytest

from tests.watch.siting.worlds import country
from wasl.watch.siting import Grouping, Objective, Places, Question, Share, choose, explain, robustness
from wasl.watch.siting.explain import worst_tenth
from wasl.watch.siting.rules import NowhereFor, ShareOutOfReach, TooFewCentres, TooFewPlaces

WORLD = country(11, 80, span=3.0)
QUESTION = Question(centres=5, radius_km=45, existing_latitude=np.array([34.0]), existing_longitude=np.array([-5.0]))


def test_newly_covered_people_add_up_to_what_the_sites_bring():
    choice = choose(WORLD, QUESTION)
    before = WORLD.demand[choice.existing_km <= 45].sum()
    assert explain(WORLD, QUESTION, choice).newly.sum() == pytest.approx(choice.value - before)


def test_covered_and_uncovered_are_everybody():
    choice = choose(WORLD, QUESTION)
    uncovered = explain(WORLD, QUESTION, choice).uncovered
    assert WORLD.demand[uncovered].sum() + choice.value == pytest.approx(WORLD.demand.sum())


def test_taking_a_site_away_loses_those_it_alone_covers():
    choice = choose(WORLD, QUESTION)
    alone = explain(WORLD, QUESTION, choice).only_here
    for position, site in enumerate(choice.sites):
        others = [other for other in choice.sites if other != site]
        left = robustness(WORLD, QUESTION, np.array(others))[1].covered
        assert choice.value - left == pytest.approx(alone[position])


def test_a_longer_detour_never_covers_more():
    covered = [each.covered for each in robustness(WORLD, QUESTION, np.array(choose(WORLD, QUESTION).sites))]
    assert covered == sorted(covered, reverse=True)


def test_the_worst_served_tenth_by_hand():
    away, people = np.array([1.0, 10.0, 20.0]), np.array([80.0, 15.0, 5.0])
    assert worst_tenth(away, people) == (10.0, pytest.approx((20 * 5 + 10 * 5) / 10))


def test_the_worst_served_tenth_of_nobody_is_unknown():
    assert np.isnan(worst_tenth(np.ones(3), np.zeros(3))).all()


def test_no_place_is_nearer_to_another_site_than_said():
    choice = choose(WORLD, Question(objective=Objective.MEDIAN, centres=4))
    assert choice.nearest.min() >= 0
    assert choice.value == pytest.approx((choice.distance_km * WORLD.demand).sum() / WORLD.demand.sum())


def test_room_is_never_overrun_and_more_room_serves_no_fewer():
    served = [choose(WORLD, Question(centres=4, radius_km=60, capacity=room)).value for room in (50, 200, 1e9)]
    assert served[0] <= 4 * 50 + 1e-6
    assert served == sorted(served)
    assert served[2] == pytest.approx(choose(WORLD, Question(centres=4, radius_km=60)).value)


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        (Question(centres=81, radius_km=9), TooFewPlaces),
        (Question(centres=2, radius_km=9, groupings=(Grouping("g", [*"abc", *[""] * 77]),)), TooFewCentres),
        (Question(centres=3, radius_km=9, groupings=(Grouping("g", [*"abc", *[""] * 77]),), refused=frozenset({1})),
         NowhereFor),
        (Question(centres=3, radius_km=9, shares=(Share("s", np.zeros(80), 0.5),)), ShareOutOfReach),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_reason(question, fault):
    with pytest.raises(fault):
        choose(WORLD, question)


def test_more_centres_than_are_useful_are_opened_all_the_same():
    places = Places(ids=list("abc"), latitude=np.array([33.0, 33.0, 34.0]), longitude=np.array([-6.0, -6.0, -6.0]),
                    demand=np.array([5.0, 7.0, 0.0]))  # fmt: skip
    assert sorted(choose(places, Question(centres=3, radius_km=10)).sites) == [0, 1, 2]

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.watch.rules.rounds import (
    NEXT_STOP,
    Place,
    RoundFault,
    StopState,
    coverage,
    drawn,
    fault_of_round,
    fault_of_stop,
    frame_digest,
)

FRAME = [Place("B", 300), Place("A", 100), Place("C", 0), Place("D", 600)]
SOME = st.lists(st.integers(0, 400), min_size=1, max_size=5).map(
    lambda sizes: [Place(f"P{n}", size) for n, size in enumerate(sizes)]
)
DAY = date(2026, 11, 24)


@given(SOME, st.integers(1, 60), st.integers(0, 2**31))
def test_the_draw_gives_different_homes_that_exist(frame, sample, seed):
    homes = drawn(frame, sample=sample, seed=seed)
    sizes = {place.code: place.homes for place in frame}
    assert len(homes) == len(set(homes)) == min(sample, sum(sizes.values()))
    assert all(1 <= home.number <= sizes[home.code] for home in homes)


@given(SOME, st.integers(1, 60), st.integers(0, 2**31))
def test_whoever_draws_again_draws_the_same(frame, sample, seed):
    assert drawn(frame, sample=sample, seed=seed) == drawn(frame[::-1], sample=sample, seed=seed)


def test_the_draw_is_the_same_on_every_machine():
    homes = [(home.code, home.number) for home in drawn(FRAME, sample=3, seed=7)]
    assert homes == [("A", 40), ("B", 273), ("D", 307)]


def test_places_are_drawn_in_proportion_to_their_homes():
    counts = Counter(home.code for home in drawn(FRAME, sample=100, seed=3))
    assert {code: counts[code] for code in "ABCD"} == {"A": 10, "B": 30, "C": 0, "D": 60}


def test_each_home_has_the_same_chance():
    counts = Counter(home for seed in range(4_000) for home in drawn([Place("A", 10)], sample=2, seed=seed))
    assert len(counts) == 10 and max(counts.values()) < 1.2 * min(counts.values())


def test_another_seed_draws_others():
    assert drawn(FRAME, sample=20, seed=1) != drawn(FRAME, sample=20, seed=2)


def test_the_frame_is_known_by_its_digest():
    assert frame_digest(FRAME) == frame_digest(FRAME[::-1]) != frame_digest(FRAME[:2])


def test_coverage_leaves_out_homes_that_are_gone():
    found = coverage(["visited"] * 6 + ["absent", "refused", "missing", "missing", "planned", "planned"])
    assert (found.drawn, found.visited, found.missing) == (12, 6, 2)
    assert found.answered == 0.6
    assert coverage([]).answered is None


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, None),
        ({"name": " "}, RoundFault.NO_NAME),
        ({"places": []}, RoundFault.NO_PLACE),
        ({"asked": 5}, RoundFault.NO_PLACE),
        ({"places": [Place("C", 0)], "asked": 1}, RoundFault.NO_HOMES),
        ({"sample": 0}, RoundFault.SAMPLE),
        ({"sample": 2_001}, RoundFault.SAMPLE),
        ({"until": date(2026, 11, 1)}, RoundFault.DAYS),
        ({"until": date(2028, 11, 1)}, RoundFault.DAYS),
    ],
)
def test_a_round_that_can_be_planned(values, found):
    given = {"name": "Hiver", "places": FRAME, "asked": 4, "sample": 30, "since": DAY, "until": DAY} | values
    assert fault_of_round(**given) is found


@given(st.sampled_from(StopState), st.sampled_from(StopState))
def test_the_life_of_a_stop_is_its_table(state, to):
    fault = fault_of_stop(state=state, to=to, on=DAY, since=DAY, today=DAY, is_open=True)
    assert (fault is None) == (to in NEXT_STOP[state])


def test_a_stop_of_a_closed_round_or_of_tomorrow():
    given = {"state": "planned", "to": "visited", "since": DAY, "today": DAY}
    assert fault_of_stop(on=DAY, is_open=False, **given) is RoundFault.CLOSED
    assert fault_of_stop(on=date(2026, 11, 25), is_open=True, **given) is RoundFault.NOT_YET

"""Against trying everything, on small countries of every kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.siting.worlds import best_of_all, country, is_right
from wasl.watch.siting import Grouping, NoAnswer, Objective, Question, Share, choose

SEEDS = st.integers(0, 10_000)


def question_of(seed: int, size: int, objective: Objective) -> Question:
    draw = np.random.default_rng(seed + 1)
    labels = [str(label) if label else "" for label in draw.integers(0, 4, size)]
    by_budget = draw.random() < 0.3
    standing = int(draw.integers(0, 3)) if objective is Objective.COVER or not by_budget else 1
    return Question(
        objective=objective,
        centres=None if by_budget else int(draw.integers(1, 5)),
        budget=float(draw.integers(3, 9)) if by_budget else None,
        radius_km=float(draw.integers(5, 60)),
        existing_latitude=33 + draw.random(standing),
        existing_longitude=-6 + draw.random(standing),
        groupings=(Grouping("g", labels, frozenset({"1"} if standing else ())),) if draw.random() < 0.5 else (),
        shares=(Share("s", (draw.random(size) < 0.5).astype(float), 0.4),) if draw.random() < 0.5 else (),
        refused=frozenset(draw.choice(size, 2, replace=False).tolist()),
    )


def holds(seed: int, objective: Objective) -> bool:
    places = country(seed, 9)
    question = question_of(seed, 9, objective)
    try:
        choice = choose(places, question)
    except NoAnswer:
        return best_of_all(places, question) is None
    return is_right(places, question, choice)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_most_people_are_reached(seed):
    assert holds(seed, Objective.COVER)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_journeys_are_the_shortest(seed):
    assert holds(seed, Objective.MEDIAN)


@pytest.mark.parametrize("objective", list(Objective))
def test_a_known_answer_to_begin_with_changes_nothing(objective):
    places = country(3, 60, span=3.0)
    question = Question(objective=objective, centres=6, radius_km=50)
    first = choose(places, question)
    again = choose(places, question.without(first.sites[0]), known=first.sites)
    alone = choose(places, question.without(first.sites[0]))
    assert first.sites[0] not in again.sites
    assert again.value == pytest.approx(alone.value)

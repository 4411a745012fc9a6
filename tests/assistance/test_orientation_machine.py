"""The life of an orientation through the database (tests/assistance/looping.py)."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.assistance.looping import Looping, World

pytestmark = pytest.mark.django_db


def play(examples, steps):
    class Here(Looping):
        world = World()

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            # Each step is a handful of statements: making a failing history short would take minutes.
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_orientation_is_ever_without_an_owner_and_a_clock():
    play(100, 15)


@pytest.mark.long
def test_nor_in_any_long_history():
    play(1_500, 40)

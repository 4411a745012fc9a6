"""The life of an orientation through the database (tests/assistance/looping.py)."""

import pytest

from tests import histories
from tests.assistance.looping import Looping, World

pytestmark = pytest.mark.django_db


def play(examples, steps):
    histories.play(Looping, World(), examples=examples, steps=steps)


def test_no_orientation_is_ever_without_an_owner_and_a_clock():
    play(100, 15)


@pytest.mark.long
def test_nor_in_any_long_history():
    play(1_500, 40)

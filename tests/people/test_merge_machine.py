"""Merging and unmerging over random histories (tests/people/merging.py)."""

import pytest
from tests import histories
from tests.people.merging import Merging, World, all_tables

pytestmark = pytest.mark.django_db


def play(examples, steps):
    histories.play(Merging, World(), examples=examples, steps=steps, is_made_short=True)


def test_every_history_of_linking_can_be_taken_back():
    play(200, 8)


@pytest.mark.long
def test_every_long_history_of_linking_can_be_taken_back():
    play(2_000, 25)


def test_the_tables_are_found_from_the_models():
    assert {"people_phone", "people_membershiphistory", "assistance_listening", "people_person"} <= set(all_tables())

"""Every life of the room through the database (tests/assistance/living.py)."""

import pytest

from tests import histories
from tests.assistance.living import Living, World, lives

#: Played by machines of their own, or by a test that tries every step from every state.
ELSEWHERE = {
    "assistance_orientation": "test_orientation_machine.py",
    "assistance_complaint": "test_complaint_rules.py",
}
#: What a step of a circuit may become follows from the circuit's own data (rules/circuits/engine.py).
BY_DATA = {"assistance_circuitstep"}


def play(examples, steps):
    world = World()
    histories.play(Living, world, examples=examples, steps=steps)
    return world


def test_every_state_of_the_room_has_a_table_of_its_life():
    assert {name for name, (_states, table) in lives().items() if table is None} == BY_DATA
    assert all(set(table) == set(states) for states, table in lives().values() if table is not None)


@pytest.mark.django_db
def test_no_row_ever_goes_where_its_table_does_not_lead():
    still = set(lives()) - BY_DATA - set(ELSEWHERE)
    # Some histories leave whole rules out, by the design of the machine: seldom, forty never touch one of the lives.
    for _ in range(5):
        still -= play(40, 15).moved
        if not still:
            break
    assert not still, "a life that never moved was not tried"


@pytest.mark.long
@pytest.mark.django_db
def test_nor_in_any_long_history():
    play(600, 60)

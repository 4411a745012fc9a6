from datetime import UTC, datetime, timedelta

import pytest

from wasl.assistance.rules.signals import (
    NEXT_SIGNAL,
    Child,
    SignalFault,
    SignalState,
    Told,
    fault_of_signal,
    may_be_same,
    names_in,
)

NOW = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
GIRL = Child(name="Salma", sex="F", age=11)


def fault(**changes):
    given = {"words": "Coups visibles", "children": [GIRL], "received_at": NOW, "now": NOW}
    return fault_of_signal(**given | changes)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, None),
        ({"words": "  "}, SignalFault.NO_WORDS),
        ({"words": "x" * 10_001}, SignalFault.TOO_LONG),
        ({"received_at": NOW + timedelta(hours=1)}, SignalFault.NOT_YET),
        ({"children": []}, SignalFault.NO_CHILD),
        ({"children": [GIRL] * 13}, SignalFault.TOO_MANY),
        ({"children": [Child(age=19)]}, SignalFault.AGE),
        ({"children": [Child()]}, None),
    ],
)
def test_what_a_signal_must_say(changes, found):
    assert fault(**changes) is found


@pytest.mark.parametrize(("text", "found"), [("L’instituteur Naciri l’a vue", True), ("Il l’a vue", False)])
def test_the_reporter_is_found_in_the_words(text, found):
    assert names_in([text], "Hassan Naciri") is found


def told(child, *, commune="05.081.01.01", hours=0):
    return Told(commune, NOW + timedelta(hours=hours), [child])


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (told(Child(sex="F", age=12), hours=5), True),
        (told(Child(), commune=""), True),
        (told(GIRL, hours=24 * 8), False),
        (told(GIRL, commune="05.081.01.03"), False),
        (told(Child(sex="M", age=11)), False),
        (told(Child(sex="F", age=15)), False),
        (told(Child(name="Karima", sex="F", age=11)), False),
    ],
)
def test_which_signals_may_be_one_event(other, same):
    assert may_be_same(told(GIRL), other, days=7) is same


def test_every_state_leads_somewhere_known():
    assert set(NEXT_SIGNAL) == set(SignalState)
    assert set().union(*NEXT_SIGNAL.values()) <= set(SignalState)

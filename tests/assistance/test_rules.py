from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random

import pytest

from wasl.assistance.rules import (
    CAME_BACK,
    NEXT_CASE,
    NEXT_ORIENTATION,
    NEXT_RECEPTION,
    PROTECTION,
    CaseState,
    Fault,
    OrientationState,
    coupon_for,
    fault_of_act,
    fault_of_answer,
    fault_of_reception,
    fault_of_unit,
    level_for,
    number_for,
    read_coupon,
)
from wasl.assistance.rules.coupons import ALPHABET, COUPON_BITS
from wasl.catalogue.rules import PARAMETERS
from wasl.vocabulary.queries import terms

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAYS = {code: row[0] for code, row in PARAMETERS.items()}
SENSITIVE = {term.code for term in terms("vulnerability_situations") if term.sensitive}
SENT = date(2026, 11, 2)


@pytest.mark.parametrize(("states", "codes"), [(CaseState, "case_status"), (OrientationState, "referral_status")])
def test_states_are_those_of_the_vocabulary(states, codes):
    assert {state.value for state in states} == {term.code for term in terms(codes)}


@pytest.mark.parametrize("table", [NEXT_CASE, NEXT_ORIENTATION, NEXT_RECEPTION])
def test_every_state_has_its_line(table):
    assert set(table) == set(type(next(iter(table))))


def reachable(table, first):
    seen, todo = {first}, [first]
    while todo:
        new = table[todo.pop()] - seen
        seen |= new
        todo += new
    return seen


def test_every_orientation_can_be_closed():
    for state in set(OrientationState) - {OrientationState.CLOSED}:
        assert OrientationState.CLOSED in reachable(NEXT_ORIENTATION, state)


def test_nothing_expires_in_silence():
    assert OrientationState.UNANSWERED in CAME_BACK
    assert OrientationState.ACCEPTED in NEXT_ORIENTATION[OrientationState.UNANSWERED]


def test_protection_situations_are_sensitive_ones():
    assert PROTECTION < SENSITIVE


@pytest.mark.parametrize(
    ("codes", "asked", "level"),
    [
        ((), 2, 2), (("PAUVRETE",), 2, 2), (("HANDICAP",), 2, 3), (("PAUVRETE", "VIOL_CONJ"), 2, 4),
        (("PAUVRETE",), 3, 3), (("PAUVRETE",), 4, 4),
    ],
)  # fmt: skip
def test_the_gravest_situation_gives_the_level(codes, asked, level):
    assert level_for(codes, sensitive=SENSITIVE, asked=asked) == level


def reception(**changes):
    given = {"is_registered": True, "sex": "", "age_band": "", "head_count": 1, "at": NOW, "now": NOW, "late_days": 60}
    return fault_of_reception(**given | changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"is_registered": False}, Fault.NOBODY),
        ({"is_registered": False, "sex": "F"}, Fault.NOBODY),
        ({"is_registered": False, "sex": "F", "age_band": "A25_59"}, None),
        ({"is_registered": False, "sex": "F", "age_band": "A25_59", "head_count": 4}, None),
        ({"head_count": 2}, Fault.TOO_MANY),
        ({"is_registered": False, "sex": "F", "age_band": "ANR", "head_count": 0}, Fault.TOO_MANY),
        ({"at": NOW + timedelta(minutes=9)}, None),
        ({"at": NOW + timedelta(hours=1)}, Fault.NOT_YET),
        ({"at": NOW - timedelta(days=60)}, None),
        ({"at": NOW - timedelta(days=61)}, Fault.TOO_LATE),
    ],
)
def test_what_a_reception_needs(changes, fault):
    assert reception(**changes) == fault


@pytest.mark.parametrize(
    ("registrations", "anonymous", "fault"),
    [(0, 0, Fault.NOBODY), (1, 0, None), (0, 30, None), (1, 2_000, Fault.TOO_MANY)],
)
def test_an_act_serves_somebody(registrations, anonymous, fault):
    assert fault_of_act(registrations=registrations, anonymous_count=anonymous, at=NOW, now=NOW, late_days=60) == fault


@pytest.mark.parametrize(
    ("kind", "on", "fault"),
    [
        ("CENTRE", date(2026, 5, 1), None),
        ("DELEG", date(2026, 5, 1), Fault.NOT_A_CENTRE),
        ("CELL", date(2009, 12, 31), Fault.UNIT_NOT_OPEN_YET),
        ("CENTRE", date(2026, 6, 1), Fault.UNIT_CLOSED),
    ],
)
def test_only_an_open_counter_receives(kind, on, fault):
    assert fault_of_unit(kind=kind, opened_on=date(2010, 1, 1), closed_on=date(2026, 6, 1), on=on) == fault


@pytest.mark.parametrize(
    ("answer", "extra", "fault"),
    [
        ("ACCEPTEE", {}, None),
        ("REFUSEE", {}, Fault.NO_REASON),
        ("REFUSEE", {"reason": "NO_PLACE"}, None),
        ("RDV", {}, Fault.NO_APPOINTMENT),
        ("RDV", {"appointment_at": NOW - timedelta(hours=1)}, Fault.APPOINTMENT_PAST),
        ("RDV", {"appointment_at": NOW + timedelta(days=1)}, None),
        ("BROUILLON", {}, Fault.STATE),
    ],
)
def test_what_an_answer_needs(answer, extra, fault):
    given = {"reason": "", "appointment_at": None} | extra
    assert fault_of_answer(state="ENVOYEE", answer=answer, now=NOW, **given) == fault


def test_a_coupon_survives_the_way_people_type_it():
    code = coupon_for(Random(7).getrandbits(COUPON_BITS))
    typed = f" {code[:4]}-{code[4:8]} {code[8:]}".lower().replace("0", "o").replace("1", "l")
    assert read_coupon(typed) == code


def test_one_wrong_character_or_two_swapped_are_always_noticed():
    code = coupon_for(Random(11).getrandbits(COUPON_BITS))
    wrong = {code[:i] + c + code[i + 1 :] for i, c in product(range(len(code)), ALPHABET)} - {code}
    swapped = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)} - {code}
    assert len(wrong) == 11 * 31
    assert [one for one in wrong | swapped if read_coupon(one)] == []


@pytest.mark.parametrize("text", ["", "abc", "7K3Q", "é" * 11, "7K3QF2M8XA4Z"])
def test_what_cannot_be_a_coupon_is_none(text):
    assert read_coupon(text) is None


def test_numbers_of_one_day_say_nothing_of_each_other():
    random = Random(3)
    numbers = {number_for(2026, random.getrandbits(30)) for _ in range(200)}
    assert len(numbers) == 200
    assert all(number.startswith("2026-") and len(number) == 11 for number in numbers)

from datetime import date

import pytest

from wasl.network.rules import (
    PARENT_KINDS,
    SECRET_TYPES,
    Kind,
    Refusal,
    change_day_refusal,
    code_refusal,
    day_refusal,
    normal_code,
    parent_refusal,
    type_refusal,
    within,
)
from wasl.vocabulary.queries import terms

TODAY = date(2026, 11, 21)
OPENED, CLOSED = date(2010, 1, 1), date(2020, 1, 1)


@pytest.mark.parametrize("code", ["", "A.B", "é1", "A/B", "A B", "-A", "A" * 21, "ا1"])
def test_a_code_that_could_break_a_path_is_refused(code):
    assert code_refusal(code) is Refusal.CODE_SHAPE


def test_a_typed_code_is_brought_to_capitals():
    assert code_refusal(normal_code(" c05-a ")) is None


@pytest.mark.parametrize(
    ("kind", "parent", "refusal"),
    [
        (Kind.HQ, None, None),
        (Kind.HQ, Kind.HQ, Refusal.PARENT_KIND),
        (Kind.DELEG, None, Refusal.PARENT_NEEDED),
        (Kind.DELEG, Kind.COORD, None),
        (Kind.DELEG, Kind.CENTRE, Refusal.PARENT_KIND),
        (Kind.CENTRE, Kind.CENTRE, Refusal.PARENT_KIND),
        (Kind.CELL, Kind.CENTRE, None),
    ],
)
def test_what_may_stand_under_what(kind, parent, refusal):
    assert parent_refusal(kind, parent) is refusal


def test_no_chain_of_kinds_comes_back_to_itself():
    def above(kind):
        return PARENT_KINDS[kind].union(*(above(parent) for parent in PARENT_KINDS[kind]))

    assert all(kind not in above(kind) for kind in Kind)


def test_kinds_and_types_are_the_vocabularys():
    assert {kind.value for kind in Kind} <= {term.code for term in terms("org_unit_types")}
    assert {term.code for term in terms("establishment_types")} >= SECRET_TYPES


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(1957, 4, 26), Refusal.BEFORE_FOUNDATION),
        (date(2009, 12, 31), Refusal.BEFORE_OPENING),
        (OPENED, None),
        (date(2019, 12, 31), None),
        (CLOSED, Refusal.AFTER_CLOSING),
        (date(2062, 1, 1), Refusal.TOO_FAR),
    ],
)
def test_days_a_unit_may_change(day, refusal):
    assert change_day_refusal(day, opened_on=OPENED, closed_on=CLOSED, today=TODAY) is refusal


def test_a_change_may_be_planned_three_years_ahead():
    assert day_refusal(date(2029, 11, 1), today=TODAY) is None
    assert day_refusal(date(2030, 1, 1), today=TODAY) is Refusal.TOO_FAR


def test_centres_have_a_type_and_offices_none():
    assert type_refusal(Kind.CENTRE, "") is Refusal.TYPE_NEEDED
    assert type_refusal(Kind.DELEG, "CAS") is Refusal.TYPE_NEEDED
    assert type_refusal(Kind.TEAM, "SAMU") is None


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ((OPENED, CLOSED), (OPENED, CLOSED), True),
        ((OPENED, None), (OPENED, None), True),
        ((OPENED, None), (OPENED, CLOSED), False),
        ((OPENED, CLOSED), (date(2010, 1, 2), None), False),
    ],
)
def test_one_period_within_another(inner, outer, expected):
    assert within(inner, outer) is expected

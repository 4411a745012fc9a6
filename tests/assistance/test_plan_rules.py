"""The life of a plan, its signatures and the merging of two hands, without a database."""

from datetime import date
from itertools import product

import pytest

from wasl.assistance.rules import (
    NEXT_PLAN,
    Capacity,
    PlanFault,
    PlanState,
    Way,
    fault_of_signing,
    merge,
    review_after,
)


def test_a_plan_is_signed_only_after_another_pair_of_eyes():
    before_signing = {state for state, after in NEXT_PLAN.items() if PlanState.SIGNED in after}
    assert before_signing == {PlanState.VALIDATED}
    assert NEXT_PLAN[PlanState.ENDED] == frozenset()
    assert set(NEXT_PLAN) == set(PlanState)


def signed(**values):
    usual = {
        "capacity": Capacity.PERSON, "way": Way.SIGNATURE, "age": 40, "signatory": "", "ground": "", "witnesses": (),
        "wanted": 2,
    }  # fmt: skip
    return fault_of_signing(**usual | values)


SIGNED = [
    ({}, None),
    ({"age": None}, None),
    ({"age": 18}, None),
    ({"age": 17}, PlanFault.MINOR_ALONE),
    ({"age": 17, "capacity": Capacity.GUARDIAN}, PlanFault.NO_SIGNATORY),
    ({"age": 17, "capacity": Capacity.GUARDIAN, "signatory": "Omar"}, PlanFault.NO_GROUND),
    ({"age": 17, "capacity": Capacity.GUARDIAN, "signatory": "Omar", "ground": "père"}, None),
    ({"age": 17, "capacity": Capacity.JUDGE, "signatory": "Tribunal", "ground": "ordonnance 12/2026"}, None),
    ({"way": Way.FINGERPRINT}, PlanFault.FEW_WITNESSES),
    ({"way": Way.CROSS, "witnesses": ("Ali",)}, PlanFault.FEW_WITNESSES),
    ({"way": Way.CROSS, "witnesses": ("Ali", "ALI  ")}, PlanFault.SAME_WITNESS),
    ({"way": Way.CROSS, "witnesses": ("Ali", "Aïcha"), "signatory": "Ali"}, PlanFault.SAME_WITNESS),
    ({"way": Way.FINGERPRINT, "witnesses": ("Ali", "Aïcha")}, None),
]


@pytest.mark.parametrize(("values", "fault"), SIGNED)
def test_who_may_sign_and_before_whom(values, fault):
    assert signed(**values) == fault


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 24), 3, date(2027, 2, 24)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)), (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)  # fmt: skip
def test_a_review_comes_so_many_months_later(day, months, after):
    assert review_after(day, months) == after


TEXTS = ["", "a", "b", "c"]


@pytest.mark.parametrize(("seen", "mine", "now"), list(product(TEXTS, TEXTS, TEXTS)))
def test_no_word_of_either_worker_is_lost_unseen(seen, mine, now):
    merged = merge(seen={"what": seen}, mine={"what": mine}, now={"what": now})
    if merged.conflicts:
        assert (merged.conflicts, seen in {mine, now}) == ({"what": (mine, now)}, False)
    else:
        assert {mine, now} <= {seen, merged.values["what"]}


def test_fields_are_merged_each_for_itself():
    seen = {"what": "a", "target": "1"}
    merged = merge(seen=seen, mine=seen | {"what": "b"}, now=seen | {"target": "2"})
    assert (merged.values, merged.conflicts) == ({"what": "b", "target": "2"}, {})

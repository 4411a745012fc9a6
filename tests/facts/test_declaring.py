from decimal import Decimal

import pytest

from wasl.core.figures import Counted, Qualifier
from wasl.facts.rules.declaring import NEXT, Status, ValueRefusal, may_approve, value_refusal


@pytest.mark.parametrize(
    ("value", "unit", "refusal"),
    [
        ("37", Counted.PERSON, None),
        ("0", Counted.PERSON, None),
        ("-1", Counted.PERSON, ValueRefusal.NEGATIVE),
        ("1.5", Counted.PERSON, ValueRefusal.NOT_WHOLE),
        ("1.5", Counted.MAD, None),
        ("1.505", Counted.MAD, ValueRefusal.CENTIMES),
        ("1e13", Counted.MAD, ValueRefusal.TOO_LARGE),
    ],
)
def test_what_may_be_typed(value: str, unit: Counted, refusal: ValueRefusal | None) -> None:
    assert value_refusal(Decimal(value), unit=unit) is refusal


def test_more_than_1900_cannot_stand_on_1850_recorded() -> None:
    refusal = value_refusal(Decimal(1900), unit=Counted.PERSON, qualifier=Qualifier.MORE_THAN, recorded=Decimal(1850))
    assert refusal is ValueRefusal.RECORDED_BELOW


def test_nobody_approves_their_own_entry() -> None:
    assert not may_approve(entered_by="a", approver="a", status=Status.SUBMITTED)
    assert may_approve(entered_by="a", approver="b", status=Status.SUBMITTED)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.SUBMITTED])
def test_only_what_was_submitted_is_approved(status: Status) -> None:
    assert not may_approve(entered_by="a", approver="b", status=status)


def test_an_approved_version_only_gives_way_to_a_correction() -> None:
    assert NEXT[Status.APPROVED] == {Status.CORRECTED}
    assert not NEXT[Status.CORRECTED]

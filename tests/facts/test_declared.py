"""Declared figures: entered by one, approved by another, corrected by a new version, never removed."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.access import factories as access
from tests.facts.factories import NOW, TODAY, YEAR, Delegation, approve, approved, declare, entry
from wasl.core.authority import NotAllowed
from wasl.core.period import Period
from wasl.core.scope import entered
from wasl.facts.commands import CannotApprove, CannotDeclare, ChangedMeanwhile, declare_state, return_state
from wasl.facts.models import DeclaredFact
from wasl.facts.queries import state_of, versions_of, waiting_for_approval

pytestmark = pytest.mark.django_db


@pytest.fixture
def azilal() -> Delegation:
    return Delegation()


def statuses(place: Delegation, where: object) -> list[tuple[int, str, Decimal]]:
    with entered(place.delegate):
        return [(f.version, f.status, f.value) for f in versions_of(actor=place.delegate, unit=where, period=YEAR)]


def test_a_state_is_entered_by_one_and_approved_by_another(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.declarant, je, entry("je.children", 42))
    with entered(azilal.delegate):
        assert [one.unit_id for one in waiting_for_approval(actor=azilal.delegate)] == [je.pk]
    approve(azilal.delegate, je)
    assert statuses(azilal, je) == [(1, "approved", Decimal(42))]


def test_who_entered_does_not_approve(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.delegate, je, entry("je.children", 42))
    with pytest.raises(CannotApprove, match="own_entry"):
        approve(azilal.delegate, je)


def test_the_database_refuses_it_too(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.declarant, je, entry("je.children", 42))
    with entered(azilal.delegate), pytest.raises(IntegrityError), transaction.atomic():
        DeclaredFact.objects.visible_to(azilal.delegate, "fact:approve").update(
            status="approved", approved_by=azilal.declarant.account_id, approved_at=NOW
        )


def test_a_correction_is_a_new_version_beside_the_one_it_replaces(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    approved(azilal, je, entry("je.children", 42))
    declare(azilal.declarant, je, entry("je.children", 43))
    assert statuses(azilal, je) == [(2, "submitted", Decimal(43)), (1, "approved", Decimal(42))]
    approve(azilal.delegate, je)
    assert statuses(azilal, je) == [(2, "approved", Decimal(43)), (1, "corrected", Decimal(42))]


def test_no_version_is_ever_removed(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.declarant, je, entry("je.children", 42))
    with entered(azilal.delegate), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        DeclaredFact.objects.visible_to(azilal.delegate, "fact:approve").delete()


def test_declaring_the_same_again_changes_nothing(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    approved(azilal, je, entry("je.children", 42))
    assert declare(azilal.declarant, je, entry("je.children", 42)) == 0


def test_a_returned_state_goes_back_to_draft_with_its_remark(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.declarant, je, entry("je.children", 420))
    with entered(azilal.delegate):
        return_state(actor=azilal.delegate, unit=je, period=YEAR, remark="420 ?")
        (fact,) = state_of(actor=azilal.delegate, unit=je, period=YEAR)
    assert (fact.status, fact.remark) == ("draft", "420 ?")


def test_two_people_at_once_do_not_overwrite_each_other(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.declarant, je, entry("je.children", 42))
    with entered(azilal.declarant), pytest.raises(ChangedMeanwhile):
        declare_state(
            actor=azilal.declarant, unit=je, period=YEAR, entries=[entry("je.children", 40)], source="",
            seen={}, is_submitted=True, now=NOW, today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "value", "why"),
    [("je.children", "-1", "negative"), ("je.children", "4.5", "not_whole"), ("eps.amount", "0.001", "centimes"),
     ("unknown", "1", "measure")],
)  # fmt: skip
def test_a_faulty_value_is_refused_by_name(azilal: Delegation, measure: str, value: str, why: str) -> None:
    with pytest.raises(CannotDeclare) as refusal:
        declare(azilal.declarant, azilal.centre("JE"), entry(measure, value))
    assert refusal.value.why == why


def test_nothing_is_declared_for_a_unit_that_was_not_open(azilal: Delegation) -> None:
    late = azilal.centre("JE", opened_on=TODAY)
    with pytest.raises(CannotDeclare, match="closed_unit"):
        declare(azilal.declarant, late, entry("je.children", 1))


def test_nothing_is_declared_for_a_period_to_come(azilal: Delegation) -> None:
    with pytest.raises(CannotDeclare, match="future"):
        declare(azilal.declarant, azilal.centre("JE"), entry("je.children", 1), period=Period.parse("2020"))


def test_another_delegation_neither_declares_nor_reads(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    declare(azilal.declarant, je, entry("je.children", 42))
    stranger = Delegation("05.091", hq=azilal.hq).delegate
    with pytest.raises(NotAllowed):
        declare(stranger, je, entry("je.children", 1))
    with entered(stranger):
        assert not list(waiting_for_approval(actor=stranger))


def test_a_trainer_declares_nothing(azilal: Delegation) -> None:
    je = azilal.centre("JE")
    with pytest.raises(NotAllowed):
        declare(access.actor("EDUCATOR", je), je, entry("je.children", 1))

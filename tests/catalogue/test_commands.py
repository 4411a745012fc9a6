from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from tests.access import factories
from tests.network.factories import unit
from wasl.catalogue.commands import CannotDecide, CannotPropose, approve, propose, refuse, seed
from wasl.catalogue.models import Parameter, Service
from wasl.catalogue.queries import parameter, services_on, waiting
from wasl.catalogue.rules import Fault, State
from wasl.core.authority import NotAllowed
from wasl.core.scope import system
from wasl.journal.models import Line

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
URGENT = "orientation.reply_days.urgent"


@pytest.fixture
def delegate():
    seed()
    return factories.actor("DELEGATE", unit("DELEG"))


@pytest.fixture
def planner():
    return factories.actor("STATISTICIAN", unit("HQ"))


def five_days(since=date(2027, 1, 1)):
    return Parameter(code=URGENT, value=5, since=since)


def test_seeding_twice_writes_once():
    assert seed() > 90
    assert seed() == 0


def test_every_service_of_the_vocabulary_is_offered_with_its_unit():
    seed()
    offered = {service.code: service.counts for service in services_on(date(2018, 6, 1))}
    assert offered["ECO"] == "act"
    assert offered["DENREE"] == "household"


def test_a_proposal_changes_nothing_until_another_account_approves_it(delegate, planner):
    row = propose(actor=delegate, row=five_days(), now=NOW)
    assert parameter(URGENT, on=date(2027, 1, 1)) == 3
    approve(actor=planner, kind=Parameter, row_id=row.pk, now=NOW)
    assert parameter(URGENT, on=date(2026, 12, 31)) == 3
    assert parameter(URGENT, on=date(2027, 1, 1)) == 5


def test_who_proposed_does_not_approve(planner):
    seed()
    row = propose(actor=planner, row=five_days(), now=NOW)
    with pytest.raises(CannotDecide) as raised:
        approve(actor=planner, kind=Parameter, row_id=row.pk, now=NOW)
    assert raised.value.fault == Fault.SAME_ACCOUNT


def test_the_database_refuses_two_eyes(planner):
    row = propose(actor=planner, row=five_days(), now=NOW)
    with pytest.raises(IntegrityError, match="four_eyes"):
        Parameter.objects.filter(pk=row.pk).update(state=State.APPROVED, decided_by=planner.account_id)


def test_a_refusal_needs_its_reason_and_keeps_it(delegate, planner):
    row = propose(actor=delegate, row=five_days(), now=NOW)
    with pytest.raises(CannotDecide):
        refuse(actor=planner, kind=Parameter, row_id=row.pk, reason=" ", now=NOW)
    refuse(actor=planner, kind=Parameter, row_id=row.pk, reason="Trop long", now=NOW)
    assert Parameter.objects.get(pk=row.pk).decision_reason == "Trop long"
    assert parameter(URGENT, on=date(2027, 2, 1)) == 3


def test_one_proposal_at_a_time_for_a_code(delegate):
    propose(actor=delegate, row=five_days(), now=NOW)
    with pytest.raises(CannotPropose) as raised:
        propose(actor=delegate, row=five_days(date(2027, 3, 1)), now=NOW)
    assert raised.value.fault == Fault.ALREADY_WAITING


def test_the_same_form_sent_twice_is_one_row(delegate):
    row = five_days()
    propose(actor=delegate, row=row, now=NOW)
    propose(actor=delegate, row=Parameter(pk=row.pk, code=URGENT, value=5, since=row.since), now=NOW)
    assert waiting(actor=delegate, kind=Parameter).count() == 1


def test_a_code_that_is_ended_is_offered_no_more(delegate, planner):
    row = Service(code="MED", label_fr="M", label_ar="و", mission="M2", counts="act", is_offered=False)
    row.since = date(2027, 1, 1)
    approve(actor=planner, kind=Service, row_id=propose(actor=delegate, row=row, now=NOW).pk, now=NOW)
    assert "MED" in {service.code for service in services_on(date(2026, 12, 31))}
    assert "MED" not in {service.code for service in services_on(date(2027, 1, 1))}


@pytest.mark.parametrize("role", ["SOCIAL_WORKER", "READER", "COORDINATOR"])
def test_the_counter_does_not_change_the_catalogue(role):
    with pytest.raises(NotAllowed):
        propose(actor=factories.actor(role, unit()), row=five_days(), now=NOW)


def test_each_step_leaves_its_line_in_the_journal(delegate, planner):
    row = propose(actor=delegate, row=five_days(), now=NOW)
    approve(actor=planner, kind=Parameter, row_id=row.pk, now=NOW)
    with system("seal journal"):
        lines = Line.objects.filter(subject_id=row.pk).order_by("id")
        assert list(lines.values_list("verb", flat=True)) == ["catalogue:propose", "catalogue:approve"]


def test_without_a_seed_a_deadline_is_an_error_not_a_guess():
    with pytest.raises(LookupError):
        parameter(URGENT, on=date(2027, 1, 1))

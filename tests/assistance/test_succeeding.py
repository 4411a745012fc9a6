"""Whoever follows a dossier from now on has what is due in it; it is never given to whoever it is closed to."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import DatabaseError, transaction

from tests.assistance.factories import NOW, appointment, case, orientation, person, reception, working
from tests.assistance.test_plans import running
from tests.assistance.test_transfers import VIOLENCE, allowed, given_over, proposed, taken
from wasl.access.models import NamedAccess
from wasl.assistance import commands
from wasl.assistance.commands.appointments import CannotBook, confirm_appointment
from wasl.assistance.commands.handing import CannotHandOver, hand_over
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Appointment, Case, CaseTask, Orientation, PlanAction
from wasl.assistance.queries.cases import responsibles_of
from wasl.assistance.rules import Fault
from wasl.assistance.rules.appointments import AppointmentFault, AppointmentState
from wasl.core.permissions import Permission
from wasl.core.scope import system

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def worker(place):
    return place.worker()


@pytest.fixture
def relative(place, worker):
    """A colleague to whom a dossier is closed."""
    colleague = place.worker()
    dossier = case(worker)
    with working(worker) as who:
        commands.deny_reader(actor=who, now=NOW, case_id=dossier.pk, account_id=colleague.account_id, reason="RELATIVE")
    return colleague, dossier


def rows_of(model, **wanted):
    with transaction.atomic(), system("load demo"):
        return list(model.objects.for_system("load demo").filter(**wanted).order_by("pk"))


def test_it_is_not_handed_over_to_whom_it_is_closed_and_the_others_may_be(worker, relative):
    (colleague, closed), other = relative, case(worker)
    with pytest.raises(CannotHandOver) as raised:
        given_over(worker, [closed, other], colleague.account_id)
    assert raised.value.stuck == {closed.pk: Fault.CLOSED_TO}
    assert given_over(worker, [closed, other], colleague.account_id, only_possible=True) == 1
    assert [row.worker_id for row in rows_of(Case, pk__in=[closed.pk])] == [worker.account_id]


def test_once_the_denial_has_ended_it_may_be_given(place, worker, relative):
    colleague, closed = relative
    denial = NamedAccess.objects.get(dossier_id=closed.pk, is_denied=True)
    with working(place.worker(role="SUPERVISOR")) as who:
        commands.end_denial(actor=who, now=datetime.now(UTC), case_id=closed.pk, access_id=denial.pk)
    assert given_over(worker, [closed], colleague.account_id) == 1


def test_whoever_takes_it_elsewhere_is_not_told_why_a_colleague_cannot(place, worker):
    there, cousin = place.worker(place.stranger), place.worker(place.stranger)
    dossier = case(worker)
    with working(worker) as who:
        commands.deny_reader(actor=who, now=NOW, case_id=dossier.pk, account_id=cousin.account_id, reason="RELATIVE")
    with pytest.raises(Refused) as raised:
        proposed(worker, dossier, place.stranger, takes_id=cousin.account_id)
    assert raised.value.fault == Fault.CLOSED_TO
    row = allowed(place, proposed(worker, dossier, place.stranger))
    with pytest.raises(Refused) as raised:
        taken(there, row, taker_id=cousin.account_id)
    assert raised.value.fault == Fault.NOT_THIS_COLLEAGUE


def test_the_database_alone_refuses_it_too(worker, relative):
    colleague, closed = relative
    with pytest.raises(DatabaseError), working(worker) as who:
        rows = Case.objects.visible_to(who, Permission.CASE_READ).filter(pk=closed.pk)
        rows.update(worker_id=colleague.account_id)


def test_no_step_and_no_appointment_of_it_is_given_them_either(worker, relative):
    colleague, closed = relative
    with pytest.raises(Refused) as raised, working(worker) as who:
        commands.set_next_step(
            actor=who, now=NOW, case_id=closed.pk, what="Appeler", due_on=THURSDAY, responsible_id=colleague.account_id
        )  # fmt: skip
    assert raised.value.fault == Fault.CLOSED_TO
    with pytest.raises(CannotBook) as booked:
        appointment(worker, registration_id=closed.registration_id, case_id=closed.pk, worker_id=colleague.account_id)
    assert booked.value.fault == AppointmentFault.CLOSED_TO
    with working(worker) as who:
        assert str(colleague.account_id) not in dict(responsibles_of(actor=who, case=closed, on=NOW.date()))


def given_by(worker, dossier, to):
    with working(worker) as who:
        assert hand_over(actor=who, now=NOW, case_ids=[dossier.pk], to_account_id=to.account_id) == 1


def booked(worker, dossier, **values):
    return appointment(worker, registration_id=dossier.registration_id, case_id=dossier.pk, **values)


def test_appointments_follow_within_the_centre(place, worker):
    dossier, colleague = case(worker), place.worker()
    booked(worker, dossier)
    given_by(worker, dossier, colleague)
    (row,) = rows_of(Appointment, case_id=dossier.pk)
    assert (row.worker_id, row.state) == (colleague.account_id, AppointmentState.PLANNED)


def test_one_that_the_new_worker_cannot_keep_is_theirs_to_confirm(place, worker):
    dossier, colleague = case(worker), place.worker()
    booked(worker, dossier)
    appointment(colleague)
    given_by(worker, dossier, colleague)
    (row,) = rows_of(Appointment, case_id=dossier.pk)
    assert (row.worker_id, row.state) == (colleague.account_id, AppointmentState.TO_CONFIRM)
    (task,) = rows_of(CaseTask, about=row.pk, state="open")
    assert task.responsible_id == colleague.account_id
    with pytest.raises(CannotBook) as raised, working(colleague) as who:
        confirm_appointment(actor=who, now=NOW, appointment_id=row.pk)
    assert raised.value.fault == AppointmentFault.SLOT_TAKEN


def test_of_another_centre_every_appointment_waits_for_a_word_and_takes_nobodys_time(place, worker):
    there, dossier = place.worker(place.stranger), case(worker)
    booked(worker, dossier, desk="Guichet 1")
    booked(worker, dossier, starts=time(11))
    appointment(there, desk="Guichet 1")
    appointment(there, starts=time(11))
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    rows = rows_of(Appointment, case_id=dossier.pk)
    assert {(row.worker_id, row.desk, row.state) for row in rows} == {(there.account_id, "", "confirm")}
    assert len(rows_of(CaseTask, case_id=dossier.pk, kind="appointment", responsible_id=there.account_id)) == 2


def test_confirmed_it_stands_and_nothing_more_is_asked(place, worker):
    there, dossier = place.worker(place.stranger), case(worker)
    row = booked(worker, dossier)
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    with working(there) as who:
        for _ in range(2):
            confirm_appointment(actor=who, now=NOW, appointment_id=row.pk)
    assert [one.state for one in rows_of(Appointment, pk=row.pk)] == [AppointmentState.PLANNED]
    assert [task.kind for task in rows_of(CaseTask, case_id=dossier.pk, state="open")] == ["next"]


def test_an_old_one_at_a_desk_of_that_name_stops_nothing(place, worker):
    there, dossier = place.worker(place.stranger), case(worker)
    old = {"day": NOW.date(), "starts": time(11), "desk": "Guichet 1"}
    mine, theirs = booked(worker, dossier, **old), appointment(there, **old)
    with transaction.atomic(), system("load demo"):
        Appointment.objects.for_system("load demo").filter(pk__in=[mine.pk, theirs.pk]).update(state="came")
    taken(there, allowed(place, proposed(worker, dossier, place.stranger)))
    (row,) = rows_of(Appointment, pk=mine.pk)
    assert (row.state, row.desk) == ("came", f"{place.centre.code} · Guichet 1")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_actions_of_the_plan_and_orientations_that_wait_follow_too(place, worker, elsewhere):
    her = person(worker)
    row = reception(worker, registration_id=her.pk, sex="", age_band="")
    dossier = case(worker, her, reception_id=row.pk, situations=[("PAUVRETE", 2, NOW.date())])
    orientation(worker, registration_id=her.pk, case_id=dossier.pk, destination="CSU")
    running(place, worker, dossier)
    with transaction.atomic(), system("load demo"):
        PlanAction.objects.for_system("load demo").update(account_id=worker.account_id)
    to = place.worker(place.stranger) if elsewhere else place.worker()
    if elsewhere:
        taken(to, allowed(place, proposed(worker, dossier, place.stranger)))
    else:
        given_by(worker, dossier, to)
    assert {one.owner_id for one in rows_of(Orientation, case_id=dossier.pk)} == {to.account_id}
    assert {one.account_id for one in rows_of(PlanAction)} == {to.account_id}


def test_of_a_nominative_dossier_as_well(place):
    officer, colleague = place.worker(role="WOMEN_OFFICER"), place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[VIOLENCE])
    booked(officer, dossier)
    given_by(officer, dossier, colleague)
    assert [row.worker_id for row in rows_of(Appointment, case_id=dossier.pk)] == [colleague.account_id]


def denied(actor, dossier, whom, **more):
    with working(actor) as who:
        commands.deny_reader(
            actor=who, now=NOW, case_id=dossier.pk, account_id=whom.account_id, reason="RELATIVE", **more
        )


def test_closing_it_to_its_worker_hands_it_over_with_what_is_due(place, worker):
    colleague, dossier = place.worker(), case(worker)
    sent = orientation(worker, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU")
    with pytest.raises(Refused) as raised:
        denied(colleague, dossier, worker)
    assert raised.value.fault == Fault.NO_TAKER
    denied(colleague, dossier, worker, taker_id=colleague.account_id)
    assert [row.worker_id for row in rows_of(Case, pk=dossier.pk)] == [colleague.account_id]
    assert [row.owner_id for row in rows_of(Orientation, pk=sent.pk)] == [colleague.account_id]
    assert {row.responsible_id for row in rows_of(CaseTask, case_id=dossier.pk)} == {colleague.account_id}


@pytest.mark.parametrize(("taker", "fault"), [("worker", Fault.CLOSED_TO), ("there", Fault.NOT_A_COLLEAGUE)])
def test_a_taker_who_cannot_have_it_leaves_all_as_it_was(place, worker, taker, fault):
    colleague, dossier = place.worker(), case(worker)
    takers = {"worker": worker, "there": place.worker(place.stranger)}
    with pytest.raises(Refused) as raised:
        denied(colleague, dossier, worker, taker_id=takers[taker].account_id)
    assert raised.value.fault == fault
    assert [row.worker_id for row in rows_of(Case, pk=dossier.pk)] == [worker.account_id]
    assert not NamedAccess.objects.filter(dossier_id=dossier.pk, is_denied=True).exists()


def test_a_nominative_one_goes_to_an_officer_who_is_named_by_it(place):
    officer, other, heir = (place.worker(role="WOMEN_OFFICER") for _ in range(3))
    dossier = case(officer, situations=[VIOLENCE])
    with working(officer) as who:
        commands.name_reader(actor=who, case_id=dossier.pk, account_id=other.account_id)
    with pytest.raises(Refused) as raised:
        denied(other, dossier, officer, taker_id=place.worker().account_id)
    assert raised.value.fault == Fault.CIRCUIT_ONLY
    denied(other, dossier, officer, taker_id=heir.account_id)
    assert [row.worker_id for row in rows_of(Case, pk=dossier.pk)] == [heir.account_id]
    named = NamedAccess.objects.filter(dossier_id=dossier.pk, account_id=heir.account_id, is_denied=False)
    assert named.filter(until_at__isnull=True).exists()


def test_what_a_colleague_had_to_do_in_it_goes_to_its_worker(place, worker):
    cousin, dossier = place.worker(), case(worker)
    with working(worker) as who:
        commands.set_next_step(
            actor=who, now=NOW, case_id=dossier.pk, what="Appeler", due_on=THURSDAY, responsible_id=cousin.account_id
        )  # fmt: skip
    denied(worker, dossier, cousin)
    assert {row.responsible_id for row in rows_of(CaseTask, case_id=dossier.pk)} == {worker.account_id}


def test_whoever_makes_it_nominative_follows_it_from_then_on(place, worker):
    """Its worker may not read it any more: nobody is named on a dossier by the program."""
    officer, dossier = place.worker(role="WOMEN_OFFICER"), case(worker)
    with working(officer) as who:
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_CONJ")
    assert [row.worker_id for row in rows_of(Case, pk=dossier.pk)] == [officer.account_id]
    assert {row.responsible_id for row in rows_of(CaseTask, case_id=dossier.pk)} == {officer.account_id}

"""A death noted in the file: what is open ends, nothing more is sent, and whoever follows her elsewhere checks."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.assistance.factories import NOW, appointment, case, orientation, person, working
from wasl.assistance import commands
from wasl.assistance.commands.appointment_reminders import remind_appointments
from wasl.assistance.commands.appointments import CannotBook
from wasl.assistance.commands.deaths import CannotNote, note_death, withdraw_death
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Appointment, Case, CaseTask, Death, FollowUp
from wasl.assistance.queries.deaths import death_of, ending_of
from wasl.assistance.rules import Fault
from wasl.assistance.rules.appointments import AppointmentFault
from wasl.assistance.rules.deaths import DeathFault, fault_of_death
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.people.models import PersonLink

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("died_on", "source", "fault"),
    [
        (TODAY, "FAMILY", None), (TODAY + timedelta(days=1), "FAMILY", DeathFault.NOT_YET),
        (date(1979, 5, 1), "FAMILY", DeathFault.BEFORE_BIRTH), (TODAY, "", DeathFault.NO_SOURCE),
    ],
)  # fmt: skip
def test_when_and_from_whom(died_on, source, fault):
    assert fault_of_death(died_on=died_on, source=source, today=TODAY, birth_year=1980) == fault


@pytest.fixture
def worker(place):
    return place.worker()


def noted(actor, her, **values):
    given = {"death_id": new_id(), "registration_id": her.pk, "died_on": TODAY, "source": "FAMILY"} | values
    with working(actor) as who:
        return note_death(actor=who, now=NOW, **given)


def rows_of(model, **wanted):
    with transaction.atomic(), system("load demo"):
        return list(model.objects.for_system("load demo").filter(**wanted))


@pytest.fixture
def her(place, worker):
    """A person with one of each thing that ends: two dossiers (one over), an appointment, an orientation."""
    her = person(worker)
    over = case(worker, her)
    with working(worker) as who:
        commands.close_case(actor=who, now=NOW, case_id=over.pk, reason="AUTRE", outcome="PARTLY")
    dossier = case(worker, her)
    appointment(worker, registration_id=her.pk, case_id=dossier.pk)
    orientation(worker, registration_id=her.pk, to_unit_id=place.sister.pk)
    return her


def test_what_is_shown_before_is_what_ends(worker, her):
    with working(worker) as who:
        before = ending_of(actor=who, registration_id=her.pk, on=TODAY).counts()
    row = noted(worker, her)
    assert row.ended == before == {"cases": 1, "appointments": 1, "follow_ups": 3, "orientations": 1}
    assert {(one.state, one.closure_reason) for one in rows_of(Case)} == {("CLOS", "AUTRE"), ("CLOS", "DECES")}
    assert {one.state for one in rows_of(FollowUp)} == {"dropped"}
    assert {one.state for one in rows_of(Appointment)} == {"cancelled"}
    with working(worker) as who:
        assert not any(ending_of(actor=who, registration_id=her.pk, on=TODAY).counts().values())


def test_nothing_is_sent_any_more_and_nothing_begins(worker, her):
    noted(worker, her)
    assert not any(remind_appointments(now=NOW).values())
    with pytest.raises(CannotBook) as booked:
        appointment(worker, registration_id=her.pk)
    assert booked.value.fault == AppointmentFault.DEAD
    with pytest.raises(Refused) as opened:
        case(worker, her)
    assert opened.value.fault == Fault.DEAD


def test_the_same_form_twice_is_one_note_and_a_second_one_is_refused(worker, her):
    row = noted(worker, her)
    assert noted(worker, her, death_id=row.pk) == row
    with pytest.raises(CannotNote) as raised:
        noted(worker, her)
    assert raised.value.fault == DeathFault.NOTED


def test_taken_back_she_may_be_received_again_and_the_note_stays(worker, her):
    noted(worker, her)
    with working(worker) as who:
        withdraw_death(actor=who, now=NOW, registration_id=her.pk)
        assert death_of(actor=who, registration_id=her.pk) is None
    assert len(rows_of(Death)) == 1 and appointment(worker, registration_id=her.pk).state == "planned"


def test_a_colleague_elsewhere_and_a_hidden_dossier_are_asked_to_check(place, worker, her):
    there = place.worker(place.stranger)
    hers = person(there)
    dossier = case(there, hers)
    with transaction.atomic(), system("load demo"):
        links = PersonLink.objects.for_system("load demo")
        whose = links.get(registration_id=her.pk, until_at__isnull=True).person_id
        links.filter(registration_id=hers.pk).update(person_id=whose)
    noted(worker, her)
    (task,) = rows_of(CaseTask, case_id=dossier.pk, kind="lost")
    assert (task.reason, task.recorded_by_id, task.responsible_id) == ("DEATH", None, there.account_id)
    assert [one.state for one in rows_of(Case, pk=dossier.pk)] == ["NOUVEAU"]


def test_nobody_notes_it_of_somebody_out_of_reach(place, worker, her):
    with pytest.raises(NotAllowed):
        noted(place.worker(place.stranger), her)
    with pytest.raises(NotAllowed):
        noted(place.worker(place.delegation, role="DELEGATE"), her)

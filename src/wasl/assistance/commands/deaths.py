"""Her death is noted in her file: what is open in her name ends, and whoever else follows her is asked to check."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.appointments import CannotBook, cancel_appointment
from wasl.assistance.commands.cases import close_case
from wasl.assistance.commands.circuits import CannotAdvance, end_circuit
from wasl.assistance.commands.orientations import close_orientation
from wasl.assistance.commands.placing import Refused, insert, registrations_of
from wasl.assistance.commands.steps import place_step
from wasl.assistance.models import Case, CaseTask, CircuitRun, Death
from wasl.assistance.queries.deaths import ending_of
from wasl.assistance.rules import CASE_OVER
from wasl.assistance.rules.appointments import WhyCancelled
from wasl.assistance.rules.cases import Outcome
from wasl.assistance.rules.deaths import DeathFault, fault_of_death
from wasl.assistance.rules.followups import FollowUpState
from wasl.assistance.rules.steps import TaskKind, TaskState, WhyLost
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.models import PersonLink, Registration

JOB = "note death"
REASON = "DECES"

#: Why an orientation that waits is closed (catalogue of reasons).
DIED = "DIED"


class CannotNote(Exception):
    def __init__(self, fault: DeathFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def note_death(
    *, actor: Actor, now: datetime, death_id: UUID, registration_id: UUID, died_on: date, source: str
) -> Death:
    """Cases of hers that the actor closes, appointments, questions after the closure and orientations end with it; the
    same id sent again is the same note. Raises CannotNote."""
    require(actor, Permission.CASE_CLOSE)
    (person,) = registrations_of(actor, [registration_id])
    require(actor, Permission.CASE_CLOSE, path=person.path, level=person.level, seal=person.seal)
    if known := _known(actor, death_id, registration_id, died_on):
        return known
    today = localtime(now).date()
    fault = fault_of_death(died_on=died_on, source=source, today=today, birth_year=person.birth_year)
    if person.is_anonymous and not person.known_as:
        fault = fault or DeathFault.GONE
    if fault is None and _rows(actor, registration_id).exists():
        fault = DeathFault.NOTED
    if fault:
        raise CannotNote(fault)
    row = Death(
        pk=death_id, registration=person, died_on=died_on, source=source, noted_at=now, unit_id=person.unit_id,
        path=person.path, level=person.level, seal=person.seal, recorded_by_id=actor.account_id,
        is_simulated=person.is_simulated, ended=_end_all(actor, person, now=now),
    )  # fmt: skip
    insert(row)
    _tell_others(actor, person, today=today)
    _journal(actor, row, "person:death", reason=source)
    return row


def _known(actor: Actor, death_id: UUID, registration_id: UUID, died_on: date) -> Death | None:
    row: Death | None = Death.objects.visible_to(actor, Permission.PERSON_READ).filter(pk=death_id).first()
    if row is not None and (row.registration_id, row.died_on) != (registration_id, died_on):
        raise CannotNote(DeathFault.OTHER_CONTENT)
    return row


def _rows(actor: Actor, registration_id: UUID) -> Any:
    rows = Death.objects.visible_to(actor, Permission.PERSON_READ)
    return rows.filter(registration_id=registration_id, withdrawn_at__isnull=True)


def _end_all(actor: Actor, person: Registration, *, now: datetime) -> dict[str, int]:
    """How many of each ended; what this actor may not end stays, and is counted out."""
    open_ = ending_of(actor=actor, registration_id=person.pk, on=localtime(now).date())
    given: dict[str, Any] = {"actor": actor, "now": now}
    asked = open_.follow_ups.update(state=FollowUpState.DROPPED, ended_at=now, ended_by_id=actor.account_id)
    booked = [
        _done(lambda pk=pk: cancel_appointment(**given, appointment_id=pk, reason=WhyCancelled.NO_NEED))  # type: ignore[misc]
        for pk in list(open_.appointments.values_list("pk", flat=True))
    ]
    sent = [
        _done(lambda pk=pk: close_orientation(**given, orientation_id=pk, reason=DIED))  # type: ignore[misc]
        for pk in list(open_.orientations.values_list("pk", flat=True))
    ]
    cases = [_done(lambda row=row: _close(actor, row, now=now)) for row in list(open_.cases)]  # type: ignore[misc]
    return {"cases": sum(cases), "appointments": sum(booked), "follow_ups": asked, "orientations": sum(sent)}


def _done(command: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            command()
    except (CannotBook, NotAllowed, Refused):
        return False
    return True


def _close(actor: Actor, case: Case, *, now: datetime) -> None:
    runs = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, ended_at__isnull=True)
    for run in list(runs):
        try:
            with transaction.atomic():
                end_circuit(actor=actor, now=now, run_id=run.pk, reason=REASON)
        except CannotAdvance:
            # Of another circuit than the actor's: its agents end it, the case closes all the same.
            continue
    close_case(actor=actor, now=now, case_id=case.pk, reason=REASON, outcome=Outcome.UNKNOWN)


def _tell_others(actor: Actor, person: Registration, *, today: date) -> None:
    """Dossiers of hers that stay open, here or in another centre, hidden or not: each gets a task to check. It says
    neither who noted it nor where."""
    with system(JOB):
        links = PersonLink.objects.for_system(JOB).filter(until_at__isnull=True)
        behind = links.filter(registration_id=person.pk).values_list("person_id", flat=True)
        hers = list(links.filter(person_id__in=list(behind)).values_list("registration_id", flat=True))
        rows = Case.objects.for_system(JOB).filter(registration_id__in=[person.pk, *hers])
        told = CaseTask.objects.for_system(JOB).filter(kind=TaskKind.LOST, reason=WhyLost.DEATH, state=TaskState.OPEN)
        for case in rows.exclude(state__in=sorted(CASE_OVER)).exclude(pk__in=told.values("case_id")):
            place_step(case, kind=TaskKind.LOST, due_on=today, by=None, reason=WhyLost.DEATH)
            Case.objects.for_system(JOB).filter(pk=case.pk).update(next_on=today)


@transaction.atomic
def withdraw_death(*, actor: Actor, now: datetime, registration_id: UUID) -> Death:
    """Noted by mistake: the note stays in the past, and her cases are opened again one by one. Raises CannotNote."""
    require(actor, Permission.CASE_CLOSE)
    row: Death | None = _rows(actor, registration_id).select_for_update(of=("self",)).first()
    if row is None:
        raise NotAllowed(Permission.CASE_CLOSE, "no death is noted, or it is out of reach")
    require(actor, Permission.CASE_CLOSE, path=row.path, level=row.level, seal=row.seal)
    row.withdrawn_at, row.withdrawn_by_id = now, actor.account_id
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _journal(actor, row, "person:death_withdrawn")
    return row


def _journal(actor: Actor, row: Death, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="registration", subject_id=row.registration_id, path=row.path, level=row.level,
        seal=row.seal, reason=reason,
    )  # fmt: skip

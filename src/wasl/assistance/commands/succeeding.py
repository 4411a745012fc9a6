"""What is still to be done in a dossier goes to whoever follows it from now on: steps, questions after the
closure, actions of a plan, orientations that wait for an answer, appointments."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext

from wasl.assistance.commands.appointments import REMINDING
from wasl.assistance.commands.steps import add_task
from wasl.assistance.models import Appointment, Case, CaseTask, FollowUp, Orientation, PlanAction
from wasl.assistance.rules import CASE_OVER, OPEN_ORIENTATION
from wasl.assistance.rules.appointments import AppointmentState
from wasl.assistance.rules.followups import FollowUpState
from wasl.assistance.rules.plans import Result
from wasl.assistance.rules.steps import TaskKind, TaskState
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.commands.reaching import cancel_reminders

_READ = Permission.CASE_READ
_STANDS = (AppointmentState.PLANNED, AppointmentState.TO_CONFIRM)


def give_work(*, actor: Actor, now: datetime, case: Case, before: UUID | None, to: UUID) -> None:
    """What `before` still had to do in the dossier is for `to`; None: whoever had it, at the centre it came from."""

    def of(name: str) -> dict[str, Any]:
        return {f"{name}_id": before} if before else {f"{name}__isnull": False}

    tasks = CaseTask.objects.visible_to(actor, _READ).filter(case_id=case.pk, state=TaskState.OPEN)
    tasks.filter(**of("responsible")).update(responsible_id=to)
    asked = FollowUp.objects.visible_to(actor, _READ).filter(case_id=case.pk)
    asked.filter(state__in=[FollowUpState.DUE, FollowUpState.LOST], **of("responsible")).update(responsible_id=to)
    actions = PlanAction.objects.visible_to(actor, _READ).filter(goal__plan__case_id=case.pk, result=Result.OPEN)
    ids = list(actions.filter(**of("account")).values_list("pk", flat=True))
    PlanAction.objects.visible_to(actor, _READ).filter(pk__in=ids).update(account_id=to)
    sent = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ).filter(
        Q(case_id=case.pk) | Q(reception__case_id=case.pk), state__in=sorted(OPEN_ORIENTATION), path=case.path
    )
    ids = list(sent.filter(**of("owner")).values_list("pk", flat=True))
    Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ).filter(pk__in=ids).update(owner_id=to)
    _give_appointments(actor, now, case, before=before, to=to)


def _give_appointments(actor: Actor, now: datetime, case: Case, *, before: UUID | None, to: UUID) -> None:
    """Hers of today and later. One that cannot stay as it is, the new worker confirms to her, or moves."""
    rows = Appointment.objects.visible_to(actor, Permission.APPOINTMENT_BOOK).select_for_update()
    rows = rows.filter(case_id=case.pk).order_by("day", "starts")
    if before is not None:
        rows = rows.filter(worker_id=before, state__in=_STANDS, day__gte=localtime(now).date())
    else:
        # PostgreSQL put those that were planned at the other centre to be confirmed as they came.
        rows = rows.filter(state=AppointmentState.TO_CONFIRM)
    for row in rows:
        row.worker_id, row.desk, row.version = to, "", row.version + 1
        if not _takes_place(row):
            row.state = AppointmentState.TO_CONFIRM
            row.save(update_fields=["worker", "desk", "version", "state"])
        if row.state == AppointmentState.TO_CONFIRM:
            _ask_to_confirm(actor, now, case, row)


def _takes_place(row: Appointment) -> bool:
    """Whether the new worker is free then: the database knows, of hidden appointments too."""
    try:
        with transaction.atomic():
            row.save(update_fields=["worker", "desk", "version"])
    except IntegrityError:
        return False
    return True


def _ask_to_confirm(actor: Actor, now: datetime, case: Case, row: Appointment) -> None:
    if case.state not in CASE_OVER:
        what = gettext(
            "Her appointment of %(day)s at %(time)s was given before the case came to you: confirm or move it."
        )
        add_task(
            actor=actor, now=now, case_id=case.pk, due_on=localtime(now).date(), kind=TaskKind.APPOINTMENT,
            about=row.pk, what=what % {"day": f"{row.day:%d/%m/%Y}", "time": f"{row.starts:%H:%M}"},
            responsible_id=row.worker_id,
        )  # fmt: skip
    if row.reminded_on is not None:
        with system(REMINDING):
            cancel_reminders(job=REMINDING, subject_ids=[row.pk], now=now)

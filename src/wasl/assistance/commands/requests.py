"""Services asked for in a dossier: a step of a circuit hands them over, a programme takes them up or declines them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext

from wasl.assistance.commands.placing import case_of, insert
from wasl.assistance.commands.steps import add_task
from wasl.assistance.models import CircuitRun, CircuitStep, ServiceRequest
from wasl.assistance.rules import CASE_OVER
from wasl.assistance.rules.circuits import Step
from wasl.assistance.rules.requests import RequestFault, RequestState, may_become
from wasl.assistance.rules.steps import TaskKind
from wasl.catalogue.queries import names_of_reasons, names_of_services, unmet_reasons_on
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record


class CannotSettle(Exception):
    def __init__(self, fault: RequestFault) -> None:
        super().__init__(fault)
        self.fault = fault


def hand_over(
    *, actor: Actor, now: datetime, run: CircuitRun, row: CircuitStep, step: Step, answers: Mapping[str, str]
) -> None:
    """Every service ticked in the step becomes a request; part of the transaction that does the step."""
    for field in step.records:
        for service in answers.get(field.name, "").split() if field.is_request else ():
            insert(
                ServiceRequest(
                    case_id=run.case_id, step=row, registration_id=run.case.registration_id, service=service,
                    asked_at=now, unit_id=run.unit_id, path=run.path, level=run.level, seal=run.seal,
                    recorded_by_id=actor.account_id,
                )
            )  # fmt: skip


def has_taken_up(*, actor: Actor, step_id: UUID) -> bool:
    """Whether a programme already works on what the step asked for."""
    rows = ServiceRequest.objects.visible_to(actor, Permission.CASE_READ)
    return bool(rows.filter(step_id=step_id, state=RequestState.TAKEN).exists())


def take_back(*, actor: Actor, now: datetime, step_id: UUID) -> None:
    """The step was undone: what still waits is withdrawn."""
    rows = ServiceRequest.objects.visible_to(actor, Permission.CASE_READ)
    waiting = rows.filter(step_id=step_id, state=RequestState.WAITING)
    waiting.update(state=RequestState.WITHDRAWN, settled_at=now, settled_by_id=actor.account_id)


@transaction.atomic
def take_request(*, actor: Actor, now: datetime, request_id: UUID) -> ServiceRequest:
    """A programme takes the request up; the same agent again changes nothing. Raises CannotSettle."""
    row = _locked(actor, request_id)
    if row.state == RequestState.TAKEN and row.settled_by_id == actor.account_id:
        return row
    return _settle(actor, row, RequestState.TAKEN, now=now, reason="")


@transaction.atomic
def decline_request(*, actor: Actor, now: datetime, request_id: UUID, reason: str) -> ServiceRequest:
    """The programme cannot give it, with a reason of the catalogue. Raises CannotSettle."""
    row = _locked(actor, request_id)
    if row.state == RequestState.DECLINED and row.reason == reason:
        return row
    if not unmet_reasons_on(localtime(now).date()).filter(code=reason).exists():
        raise CannotSettle(RequestFault.NO_REASON)
    return _settle(actor, row, RequestState.DECLINED, now=now, reason=reason)


def _locked(actor: Actor, request_id: UUID) -> ServiceRequest:
    require(actor, Permission.ACT_RECORD)
    rows = ServiceRequest.objects.visible_to(actor, Permission.CASE_READ).select_for_update(of=("self",))
    row: ServiceRequest | None = rows.filter(pk=request_id).first()
    if row is None:
        raise NotAllowed(Permission.ACT_RECORD, "a request out of reach")
    require(actor, Permission.ACT_RECORD, path=row.path, level=row.level, seal=row.seal)
    return row


def _tell_sender(actor: Actor, row: ServiceRequest, *, now: datetime) -> None:
    """Whoever follows the dossier gets the answer as a step in it, unless it is their own."""
    case = case_of(actor, row.case_id)
    if case is None or case.worker_id == actor.account_id or case.state in CASE_OVER:
        return
    service, reason = names_of_services().get(row.service, row.service), names_of_reasons().get(row.reason, "")
    if row.state == RequestState.TAKEN:
        what = gettext("%(service)s: taken up. Tell her, and agree on what comes next.") % {"service": service}
    else:
        what = gettext("%(service)s: cannot be given (%(reason)s). Tell her, and look for something else.")
        what %= {"service": service, "reason": reason}
    add_task(
        actor=actor, now=now, case_id=case.pk, due_on=localtime(now).date(), kind=TaskKind.CIRCUIT, about=row.pk,
        what=what,
    )  # fmt: skip


def _settle(actor: Actor, row: ServiceRequest, state: RequestState, *, now: datetime, reason: str) -> ServiceRequest:
    if not may_become(row.state, state):
        raise CannotSettle(RequestFault.SETTLED)
    row.state, row.settled_at, row.settled_by_id, row.reason = state, now, actor.account_id, reason
    row.save(update_fields=["state", "settled_at", "settled_by", "reason"])
    _tell_sender(actor, row, now=now)
    record(
        actor=actor, verb=f"request:{state}", subject="request", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=row.service,
    )  # fmt: skip
    return row

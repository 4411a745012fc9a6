from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.models import Account, Agent
from wasl.assistance.commands.forms import check_form_number
from wasl.assistance.commands.placing import (
    Refused,
    case_of,
    insert,
    placed,
    reception_of,
    registrations_of,
    replayed,
    unit_of,
)
from wasl.assistance.commands.receptions import change_reception
from wasl.assistance.commands.steps import note_news
from wasl.assistance.models import Act, ActPerson, Listening, UnmetRequest
from wasl.assistance.rules import Fault, Place, ReceptionState, Sharing, fault_of_act
from wasl.catalogue.queries import parameter, services_on, unmet_reasons_on
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.sealed import seal
from wasl.journal.commands import record

LISTENING = "ECO"


class CannotRecord(Refused):
    """An act that cannot be written as it was typed."""


@transaction.atomic
def record_act(
    *,
    actor: Actor,
    now: datetime,
    act_id: UUID,
    service: str,
    registration_ids: Sequence[UUID] = (),
    anonymous_count: int = 0,
    anonymous_women: int | None = None,
    occurred_at: datetime | None = None,
    place: str = Place.CENTRE,
    agent_id: UUID | None = None,
    language: str = "",
    has_interpreter: bool = False,
    minutes: int | None = None,
    reception_id: UUID | None = None,
    case_id: UUID | None = None,
    form_number: str = "",
) -> Act:
    """Writes one service given; `agent_id` is who gave it (the actor's own agent unless said)."""
    require(actor, Permission.ACT_RECORD, path=actor.path)
    at = occurred_at or now
    row = Act(
        pk=act_id, service=service, occurred_at=at, place=place, agent_id=agent_id or _own_agent(actor),
        language=language, has_interpreter=has_interpreter, minutes=minutes, anonymous_count=anonymous_count,
        anonymous_women=anonymous_women, reception_id=reception_id, case_id=case_id, form_number=form_number,
        recorded_by_id=actor.account_id,
    )  # fmt: skip
    same = ("service", "place", "agent_id", "minutes", "anonymous_count", "reception_id", "case_id")
    if known := replayed(actor, Permission.ACT_READ, row, same=same):
        return known
    fault = fault_of_act(
        registrations=len(registration_ids), anonymous_count=anonymous_count, at=at, now=now,
        late_days=parameter("form.late_days", on=now.date()),
    )  # fmt: skip
    if fault is None and not services_on(localtime(at).date()).filter(code=service).exists():
        fault = Fault.UNKNOWN_SERVICE
    if fault:
        raise CannotRecord(fault)
    return _written(actor, row, registration_ids)


def _own_agent(actor: Actor) -> UUID:
    return Account.objects.values_list("agent_id", flat=True).get(pk=actor.account_id)


def _written(actor: Actor, row: Act, registration_ids: Sequence[UUID]) -> Act:
    unit = unit_of(actor, on=localtime(row.occurred_at).date())
    if not Agent.objects.filter(pk=row.agent_id, unit__path__startswith=actor.path).exists() and (
        row.agent_id != _own_agent(actor)
    ):
        raise CannotRecord(Fault.NO_NAME)
    if row.form_number:
        check_form_number(unit=unit, number=row.form_number)
    case = case_of(actor, row.case_id)
    about = [case, reception_of(actor, row.reception_id)]
    registrations = registrations_of(actor, list(dict.fromkeys(registration_ids)))
    columns = placed(unit, *about, *registrations)
    for name, value in columns.items():
        setattr(row, name, value)
    insert(row)
    for registration in registrations:
        insert(ActPerson(act=row, registration=registration, recorded_by_id=actor.account_id, **columns))
    if case is not None:
        note_news(actor, case, on=localtime(row.occurred_at).date())
    record(
        actor=actor, verb=Permission.ACT_RECORD, subject="act", subject_id=row.pk,
        path=row.path, level=row.level, seal=row.seal, reason=row.service,
    )  # fmt: skip
    return row


@transaction.atomic
def record_listening(
    *,
    actor: Actor,
    now: datetime,
    act_id: UUID,
    note: str,
    sharing: str = Sharing.TEAM,
    reception_id: UUID | None = None,
    ends_reception: bool = True,
    registration_ids: Sequence[UUID] = (),
    anonymous_count: int = 0,
    minutes: int | None = None,
    language: str = "",
    has_interpreter: bool = False,
    case_id: UUID | None = None,
) -> Act:
    """An act of listening with its sealed note; the reception it follows is done unless said otherwise."""
    act = record_act(
        actor=actor, now=now, act_id=act_id, service=LISTENING, registration_ids=registration_ids,
        anonymous_count=anonymous_count, minutes=minutes, language=language, has_interpreter=has_interpreter,
        reception_id=reception_id, case_id=case_id,
    )  # fmt: skip
    if not Listening.objects.visible_to(actor, Permission.ACT_READ).filter(act_id=act.pk).exists():
        columns = {"unit_id": act.unit_id, "path": act.path, "level": act.level, "seal": act.seal}
        sealed = seal(note.encode(), context=b"listening:" + act.pk.bytes)
        insert(
            Listening(
                act=act, note=sealed, sharing=sharing, author_id=actor.account_id, recorded_by_id=actor.account_id,
                **columns,
            )
        )  # fmt: skip
    if reception_id is not None and ends_reception:
        change_reception(actor=actor, now=now, reception_id=reception_id, to=ReceptionState.DONE)
    return act


@transaction.atomic
def record_unmet_request(
    *,
    actor: Actor,
    now: datetime,
    request_id: UUID,
    service: str,
    reason: str,
    registration_id: UUID | None = None,
    reception_id: UUID | None = None,
    case_id: UUID | None = None,
    head_count: int = 1,
) -> UnmetRequest:
    """What was asked and could not be given, with its reason: a need the institution counts."""
    require(actor, Permission.ACT_RECORD, path=actor.path)
    row = UnmetRequest(
        pk=request_id, registration_id=registration_id, reception_id=reception_id, case_id=case_id, service=service,
        reason=reason, head_count=head_count, occurred_at=now, recorded_by_id=actor.account_id,
    )  # fmt: skip
    if known := replayed(actor, Permission.ACT_READ, row, same=("service", "reason", "reception_id", "head_count")):
        return known
    today = localtime(now).date()
    if not services_on(today).filter(code=service).exists():
        raise CannotRecord(Fault.UNKNOWN_SERVICE)
    if not unmet_reasons_on(today).filter(code=reason).exists():
        raise CannotRecord(Fault.UNKNOWN_REASON)
    about = [case_of(actor, case_id), reception_of(actor, reception_id)]
    registrations = registrations_of(actor, [registration_id] if registration_id else [])
    for name, value in placed(unit_of(actor, on=today), *about, *registrations).items():
        setattr(row, name, value)
    record(
        actor=actor, verb="act:unmet", subject="unmet_request", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=reason,
    )  # fmt: skip
    return insert(row)

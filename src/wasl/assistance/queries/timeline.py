from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wasl.assistance.models import Act, ActPerson, Case, Orientation, Reception
from wasl.core.actor import Actor
from wasl.core.permissions import Permission

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a person's history: `kind` is act, reception, orientation, case_opened or case_closed; `code` a
    service or a closure reason; `state` that of the row now; `unit_id` where it happened."""

    kind: str
    at: datetime
    id: UUID
    unit_id: UUID
    code: str
    state: str = ""


def timeline(*, actor: Actor, registration_ids: Sequence[UUID], limit: int = SHOWN) -> list[Event]:
    """What happened to these registrations that the actor may read, newest first.

    A row out of reach leaves no trace: neither a line, nor a count, nor a place kept for it.
    """
    ids = list(registration_ids)
    events = [
        *(_receptions(actor, ids, limit) if actor.may(Permission.RECEPTION_READ) else ()),
        *(_acts(actor, ids, limit) if actor.may(Permission.ACT_READ) else ()),
        *(_orientations(actor, ids, limit) if actor.may(Permission.ORIENTATION_READ) else ()),
        *(_cases(actor, ids, limit) if actor.may(Permission.CASE_READ) else ()),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)[:limit]


def _receptions(actor: Actor, ids: list[UUID], limit: int) -> list[Event]:
    rows = Reception.objects.visible_to(actor, Permission.RECEPTION_READ).filter(registration_id__in=ids)
    return [
        Event("reception", row.arrived_at, row.pk, row.unit_id, row.need, row.state)
        for row in rows.order_by("-arrived_at")[:limit]
    ]


def _acts(actor: Actor, ids: list[UUID], limit: int) -> list[Event]:
    served = ActPerson.objects.visible_to(actor, Permission.ACT_READ).filter(registration_id__in=ids)
    rows = Act.objects.visible_to(actor, Permission.ACT_READ).filter(pk__in=served.values("act_id"))
    return [
        Event("act", row.occurred_at, row.pk, row.unit_id, row.service) for row in rows.order_by("-occurred_at")[:limit]
    ]


def _orientations(actor: Actor, ids: list[UUID], limit: int) -> list[Event]:
    rows = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ)
    sent = rows.filter(registration_id__in=ids).order_by("-sent_at")[:limit]
    received = rows.filter(received_as_id__in=ids).order_by("-sent_at")[:limit]
    found = {row.pk: row for row in (*sent, *received)}
    return [Event("orientation", row.sent_at, row.pk, row.unit_id, row.service, row.state) for row in found.values()]


def _cases(actor: Actor, ids: list[UUID], limit: int) -> list[Event]:
    events = []
    rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(registration_id__in=ids)
    for row in rows.order_by("-opened_at")[:limit]:
        events.append(Event("case_opened", row.opened_at, row.pk, row.unit_id, "", row.state))
        if row.closed_at:
            events.append(Event("case_closed", row.closed_at, row.pk, row.unit_id, row.closure_reason, row.state))
    return events

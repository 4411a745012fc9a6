from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from wasl.assistance.models import Act, Listening, Orientation, Reception, UnmetRequest
from wasl.assistance.queries.names import persons
from wasl.assistance.rules import COUNTERS, ReceptionState, Sharing
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.sealed import unseal
from wasl.journal.commands import record

#: Roles that read notes kept to their author.
SUPERVISING = frozenset({"SUPERVISOR", "CENTRE_DIRECTOR", "DELEGATE"})


def at_counter(rows: QuerySet[Any], actor: Actor, *, is_counter: bool) -> QuerySet[Any]:
    """A counter has nothing below it: with equality on the path, instead of a range, PostgreSQL walks the index from
    the latest row on and stops after a page; it takes a range for a few rows and sorts all of them."""
    return rows.filter(path=actor.path) if is_counter else rows


def register(
    *, actor: Actor, unit_kind: str, state: str = "", need: str = "", urgency: str = ""
) -> QuerySet[Reception]:
    """Receptions of the unit in force and below; pages run on (-arrived_at, -id)."""
    rows = at_counter(
        Reception.objects.visible_to(actor, Permission.RECEPTION_READ), actor, is_counter=unit_kind in COUNTERS
    )
    wanted = {"state": state, "need": need, "urgency": urgency}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def with_persons(actor: Actor, rows: list[Any]) -> None:
    """Gives each row its `person`, None when there is none or it may not be read."""
    found = persons(actor, (row.registration_id for row in rows))
    for row in rows:
        row.person = found.get(row.registration_id)


@dataclass(frozen=True, slots=True)
class Note:
    """A listening note as the reader may read it: `text` is None when it is kept to its author."""

    act_id: UUID
    text: str | None
    author: str


@dataclass(frozen=True, slots=True)
class ReceptionSheet:
    reception: Reception
    acts: list[Act]
    notes: dict[UUID, Note]
    unmet: list[UnmetRequest]
    orientations: list[Orientation]


def reception_sheet(*, actor: Actor, reception_id: UUID) -> ReceptionSheet:
    """Raises Reception.DoesNotExist alike for one that is not there and one out of reach; the reading is journalled."""
    reception = Reception.objects.visible_to(actor, Permission.RECEPTION_READ).get(pk=reception_id)
    with_persons(actor, [reception])
    acts = list(
        Act.objects.visible_to(actor, Permission.ACT_READ).filter(reception_id=reception.pk).order_by("occurred_at")
    )
    unmet = UnmetRequest.objects.visible_to(actor, Permission.ACT_READ).filter(reception_id=reception.pk)
    sent = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ).filter(reception_id=reception.pk)
    record(
        actor=actor, verb=Permission.RECEPTION_READ, subject="reception", subject_id=reception.pk,
        path=reception.path, level=reception.level, seal=reception.seal,
    )  # fmt: skip
    return ReceptionSheet(reception, acts, notes_of(actor, [act.pk for act in acts]), list(unmet), list(sent))


def notes_of(actor: Actor, act_ids: list[UUID]) -> dict[UUID, Note]:
    if not act_ids:
        return {}
    rows = Listening.objects.visible_to(actor, Permission.ACT_READ).filter(act_id__in=act_ids)
    language = get_language() or "fr"
    return {
        row.act_id: _note(actor, row, row.author.agent.name_in(language))
        for row in rows.select_related("author__agent")
    }


def _note(actor: Actor, row: Listening, author: str) -> Note:
    is_open = row.sharing == Sharing.TEAM or row.author_id == actor.account_id or actor.role in SUPERVISING
    text = unseal(bytes(row.note), context=b"listening:" + row.act_id.bytes).decode() if is_open else None
    return Note(row.act_id, text, author)


def queue(*, actor: Actor, since: datetime) -> list[Reception]:
    """Those who wait or are being heard at the unit in force, the urgent first, then the first come."""
    rows = list(
        Reception.objects.visible_to(actor, Permission.RECEPTION_READ)
        .filter(unit_id=actor.unit_id, state__in=[ReceptionState.WAITING, ReceptionState.HEARD])
        .filter(arrived_at__gte=since)
        .order_by("arrived_at")[:60]
    )
    with_persons(actor, rows)
    ranks = {"danger": 0, "urgent": 1, "normal": 2}
    return sorted(rows, key=lambda row: (ranks[row.urgency], row.arrived_at))

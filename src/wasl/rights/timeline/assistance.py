"""Receptions, services given, requests that could not be met, orientations and cases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from wasl.assistance.models import Act, ActPerson, Case, Orientation, Reception, UnmetRequest
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.rights.timeline.shape import Moment

MISSION = "M2"


def moments(*, actor: Actor, registration_ids: Sequence[UUID], before: datetime | None, limit: int) -> list[Moment]:
    ids, found = list(registration_ids), []
    for permission, read in _READERS:
        if actor.may(permission):
            found += read(actor, ids, before, limit)
    return found


def _latest(rows: QuerySet[Any], at: str, before: datetime | None, limit: int) -> QuerySet[Any]:
    if before is not None:
        rows = rows.filter(**{f"{at}__lt": before})
    return rows.order_by(f"-{at}")[:limit]


def _moment(kind: str, row: Any, at: datetime, code: str = "", state: str = "") -> Moment:
    return Moment(MISSION, kind, at, row.pk, row.unit_id, code, state, row.level, row.seal)


def _receptions(actor: Actor, ids: list[UUID], before: datetime | None, limit: int) -> list[Moment]:
    rows = Reception.objects.visible_to(actor, Permission.RECEPTION_READ).filter(registration_id__in=ids)
    return [
        _moment("reception", row, row.arrived_at, row.need, row.state)
        for row in _latest(rows, "arrived_at", before, limit)
    ]


def _acts(actor: Actor, ids: list[UUID], before: datetime | None, limit: int) -> list[Moment]:
    served = ActPerson.objects.visible_to(actor, Permission.ACT_READ).filter(registration_id__in=ids)
    rows = Act.objects.visible_to(actor, Permission.ACT_READ).filter(pk__in=served.values("act_id"))
    return [_moment("act", row, row.occurred_at, row.service) for row in _latest(rows, "occurred_at", before, limit)]


def _unmet(actor: Actor, ids: list[UUID], before: datetime | None, limit: int) -> list[Moment]:
    rows = UnmetRequest.objects.visible_to(actor, Permission.ACT_READ).filter(registration_id__in=ids)
    return [_moment("unmet", row, row.occurred_at, row.service) for row in _latest(rows, "occurred_at", before, limit)]


def _orientations(actor: Actor, ids: list[UUID], before: datetime | None, limit: int) -> list[Moment]:
    rows = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ)
    mine = (Q(registration_id__in=ids), Q(received_as_id__in=ids))
    found = {row.pk: row for one in mine for row in _latest(rows.filter(one), "sent_at", before, limit)}
    return [_moment("orientation", row, row.sent_at, row.service, row.state) for row in found.values()]


def _cases(actor: Actor, ids: list[UUID], before: datetime | None, limit: int) -> list[Moment]:
    rows = Case.objects.visible_to(actor, Permission.CASE_READ).filter(registration_id__in=ids)
    opened = _latest(rows, "opened_at", before, limit)
    closed = _latest(rows.filter(closed_at__isnull=False), "closed_at", before, limit)
    return [
        *(_moment("case_opened", row, row.opened_at, "", row.state) for row in opened),
        *(_moment("case_closed", row, row.closed_at, row.closure_reason, row.state) for row in closed),
    ]


_READERS = (
    (Permission.RECEPTION_READ, _receptions),
    (Permission.ACT_READ, _acts),
    (Permission.ACT_READ, _unmet),
    (Permission.ORIENTATION_READ, _orientations),
    (Permission.CASE_READ, _cases),
)

"""Services asked for that wait for a programme, and what became of those of a dossier."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Aggregate, Count, F, FloatField, Min, Q, QuerySet
from django.utils.timezone import localtime

from wasl.assistance.models import ServiceRequest
from wasl.assistance.queries.names import agents
from wasl.assistance.queries.receptions import with_persons
from wasl.assistance.rules.requests import RequestState
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.journal.commands import record

COUNTED_DAYS = 365


def _visible(actor: Actor) -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.visible_to(actor, Permission.CASE_READ)  # type: ignore[no-any-return]


def requests_waiting(*, actor: Actor, services: Collection[str] = (), limit: int = 50) -> list[ServiceRequest]:
    """The longest waiting first; `services` narrows to what a programme gives."""
    rows = _visible(actor).filter(state=RequestState.WAITING)
    if services:
        rows = rows.filter(service__in=services)
    return list(rows.order_by("asked_at", "id")[:limit])


def requests_in(*, actor: Actor, state: str, service: str = "") -> QuerySet[ServiceRequest]:
    """Those of the territory in one state, of one service or of all; pages run on (asked_at, id)."""
    low, high = path_range(actor.path)
    rows = _visible(actor).filter(path__gte=low, path__lt=high, state=state)
    return rows.filter(service=service) if service else rows


def request_of(*, actor: Actor, request_id: UUID, today: date) -> ServiceRequest:
    """Raises ServiceRequest.DoesNotExist alike for one that is not there and one out of reach; leaves a line."""
    row = _visible(actor).get(pk=request_id)
    described(actor, [row], today=today)
    record(
        actor=actor, verb=Permission.CASE_READ, subject="request", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal,
    )  # fmt: skip
    return row


def requests_of(*, actor: Actor, case_id: UUID) -> list[ServiceRequest]:
    """Those of a dossier, the latest first."""
    return list(_visible(actor).filter(case_id=case_id).order_by("-asked_at", "service", "id"))


def described(actor: Actor, rows: list[ServiceRequest], *, today: date) -> None:
    """Gives each its `person`, the `days` it has waited or did wait, its `asker` and its `settler`."""
    with_persons(actor, rows)
    names = agents(one for row in rows for one in (row.recorded_by_id, row.settled_by_id))
    for row in rows:
        until = localtime(row.settled_at).date() if row.settled_at else today
        row.days = max(0, (until - localtime(row.asked_at).date()).days)  # type: ignore[attr-defined]
        row.asker = names.get(row.recorded_by_id, "") if row.recorded_by_id else ""  # type: ignore[attr-defined]
        row.settler = names.get(row.settled_by_id, "") if row.settled_by_id else ""  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """Of what the reader may read: `oldest` waits so many days; `median` days to the answer, None without any."""

    service: str
    waiting: int
    oldest: int | None
    taken: int
    declined: int
    median: int | None


class _Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM %(expressions)s))%(filter)s"
    output_field = FloatField()


def counts_by_service(*, actor: Actor, now: datetime) -> list[ServiceCount]:
    """What waits whenever it was asked, and what was answered over a year; the most waiting first."""
    low, high = path_range(actor.path)
    waits = Q(state=RequestState.WAITING)
    since = Q(settled_at__gte=now - timedelta(days=COUNTED_DAYS))
    answered = Q(state__in=[RequestState.TAKEN, RequestState.DECLINED]) & since
    rows = _visible(actor).filter(path__gte=low, path__lt=high).filter(waits | answered)
    took: F = F("settled_at") - F("asked_at")  # type: ignore[assignment]
    found = rows.order_by().values("service").annotate(
        waiting=Count("pk", filter=waits), first=Min("asked_at", filter=waits),
        taken=Count("pk", filter=Q(state=RequestState.TAKEN)),
        declined=Count("pk", filter=Q(state=RequestState.DECLINED)),
        seconds=_Median(took, filter=answered),
    )  # fmt: skip
    counts = [
        ServiceCount(
            row["service"], row["waiting"], (now - row["first"]).days if row["first"] else None, row["taken"],
            row["declined"], round(row["seconds"] / 86_400) if row["seconds"] is not None else None,
        )
        for row in found
    ]  # fmt: skip
    return sorted(counts, key=lambda one: (-one.waiting, one.service))

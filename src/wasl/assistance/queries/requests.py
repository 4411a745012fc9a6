"""Services asked for that wait for a programme, and what became of those of a dossier."""

from collections.abc import Collection
from uuid import UUID

from wasl.assistance.models import ServiceRequest
from wasl.assistance.rules.requests import RequestState
from wasl.core.actor import Actor
from wasl.core.permissions import Permission


def requests_waiting(*, actor: Actor, services: Collection[str] = (), limit: int = 50) -> list[ServiceRequest]:
    """The longest waiting first; `services` narrows to what a programme gives."""
    rows = ServiceRequest.objects.visible_to(actor, Permission.CASE_READ).filter(state=RequestState.WAITING)
    if services:
        rows = rows.filter(service__in=services)
    return list(rows.order_by("asked_at", "id")[:limit])


def requests_of(*, actor: Actor, case_id: UUID) -> list[ServiceRequest]:
    """Those of a dossier, the latest first."""
    rows = ServiceRequest.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case_id)
    return list(rows.order_by("-asked_at", "service", "id"))

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.rights.models import CorrectionRequest
from wasl.rights.rules.corrections import CorrectionState

SHOWN = 50


def corrections_waiting(*, actor: Actor) -> QuerySet[CorrectionRequest]:
    """Those of the territory that wait for a decision, the first due first, one's own included, with registrations."""
    rows: QuerySet[CorrectionRequest] = CorrectionRequest.objects.visible_to(actor, Permission.CORRECTION_DECIDE)
    return rows.filter(state=CorrectionState.ASKED).order_by("due_on", "id")[:SHOWN]


def corrections_of(*, actor: Actor, registration_ids: Sequence[UUID]) -> list[CorrectionRequest]:
    """Newest first."""
    rows = CorrectionRequest.objects.visible_to(actor, Permission.PERSON_READ)
    return list(rows.filter(registration__in=list(registration_ids)).order_by("-asked_at")[:SHOWN])


def correction(*, actor: Actor, request_id: UUID) -> CorrectionRequest:
    """Raises CorrectionRequest.DoesNotExist alike for one that is not there and one out of reach."""
    return CorrectionRequest.objects.visible_to(actor, Permission.PERSON_READ).get(pk=request_id)  # type: ignore[no-any-return]

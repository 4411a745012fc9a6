"""Corrections asked for, and what became of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.rights.models import CorrectionRequest
from wasl.rights.timeline.shape import Moment


def moments(*, actor: Actor, registration_ids: Sequence[UUID], before: datetime | None, limit: int) -> list[Moment]:
    rows = CorrectionRequest.objects.visible_to(actor, Permission.PERSON_READ)
    rows = rows.filter(registration__in=list(registration_ids))
    if before is not None:
        rows = rows.filter(asked_at__lt=before)
    return [
        Moment("", "correction", row.asked_at, row.pk, row.unit_id, "", row.state, row.level, row.seal)
        for row in rows.order_by("-asked_at")[:limit]
    ]

"""Corrections asked for and what became of them; copies of the file that were handed over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.rights.models import AccessAnswer, CorrectionRequest
from wasl.rights.timeline.shape import Moment


def moments(*, actor: Actor, registration_ids: Sequence[UUID], before: datetime | None, limit: int) -> list[Moment]:
    rows = CorrectionRequest.objects.visible_to(actor, Permission.PERSON_READ)
    rows = rows.filter(registration__in=list(registration_ids))
    if before is not None:
        rows = rows.filter(asked_at__lt=before)
    copies = AccessAnswer.objects.visible_to(actor, Permission.PERSON_READ)
    copies = copies.filter(registration__in=list(registration_ids))
    if before is not None:
        copies = copies.filter(answered_at__lt=before)
    handed = [
        Moment("", "access", row.answered_at, row.pk, row.unit_id, "", row.kind, row.level, row.seal)
        for row in copies.order_by("-answered_at")[:limit]
    ]
    return handed + [
        Moment("", "correction", row.asked_at, row.pk, row.unit_id, "", row.state, row.level, row.seal)
        for row in rows.order_by("-asked_at")[:limit]
    ]

"""When each registration was written down, and when its data were corrected on request or its consents changed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import Consent, Registration
from wasl.rights.timeline.shape import Moment


def moments(*, actor: Actor, registration_ids: Sequence[UUID], before: datetime | None, limit: int) -> list[Moment]:
    ids = list(registration_ids)
    rows = Registration.objects.visible_to(actor, Permission.PERSON_READ).filter(pk__in=ids)
    answers = Consent.objects.visible_to(actor, Permission.PERSON_READ).filter(registration__in=ids)
    if before is not None:
        rows, answers = rows.filter(created_at__lt=before), answers.filter(recorded_at__lt=before)
    return [
        *(
            Moment("", "registered", row.created_at, row.pk, row.unit_id, level=row.level, seal=row.seal)
            for row in rows.order_by("-created_at")[:limit]
        ),
        *(
            Moment("", "consent", row.recorded_at, row.pk, row.unit_id, row.code, row.answer, row.level, row.seal)
            for row in answers.order_by("-recorded_at")[:limit]
        ),
    ]

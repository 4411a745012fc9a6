from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.messages.models import Message


def messages_of(*, actor: Actor, permission: Permission) -> QuerySet[Message]:
    """Messages within the actor's territory and level, without number or words; pages run on (-queued_at, -id)."""
    return Message.objects.visible_to(actor, permission).defer("recipient", "words")  # type: ignore[no-any-return]


def queued_about(*, job: str, subject_id: UUID) -> dict[UUID, datetime]:
    """When each message about a subject was queued, by its id, for the listed job at work."""
    rows = Message.objects.for_system(job).filter(subject_id=subject_id)
    return dict(rows.values_list("pk", "queued_at"))


def latest_of(*, actor: Actor, permission: Permission, subject_ids: Iterable[UUID]) -> dict[UUID, Message]:
    """The last message about each subject."""
    rows = messages_of(actor=actor, permission=permission).filter(subject_id__in=list(subject_ids))
    return {row.subject_id: row for row in rows.order_by("queued_at", "id")}

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from wasl.assistance.models import Draft
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.sealed import seal as sealed

MOST_BYTES = 60_000
KEPT = timedelta(days=14)


class DraftTooLarge(Exception):
    """More than a form can hold; what is already saved stays."""


def context_of(account_id: UUID, form: str) -> bytes:
    return f"draft:{account_id}:{form}".encode()


@transaction.atomic
def save_draft(
    *, actor: Actor, now: datetime, form: str, content: bytes, level: int = 2, seal: UUID | None = None
) -> None:
    """Keeps the last state of one form of one account, at the level of its dossier; old drafts of the account go."""
    if len(content) > MOST_BYTES:
        raise DraftTooLarge
    if not actor.reads(level=level, seal=seal):
        raise NotAllowed(Permission.CASE_READ, "a draft above the level of the posting in force")
    mine = Draft.objects.filter(account_id=actor.account_id)
    mine.filter(saved_at__lt=now - KEPT).delete()
    values = {
        "content": sealed(content, context=context_of(actor.account_id, form)),
        "level": level,
        "seal": seal,
        "saved_at": now,
    }
    if not mine.filter(form=form).update(**values):
        Draft.objects.update_or_create(account_id=actor.account_id, form=form, defaults=values)


def drop_draft(*, actor: Actor, form: str) -> None:
    Draft.objects.filter(account_id=actor.account_id, form=form).delete()

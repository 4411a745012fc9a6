"""An account's own calendar file, behind a secret that is shown once and can be taken back."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from wasl.assistance.models import CalendarFeed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record

KEY_BYTES = 32


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_feed(*, actor: Actor, now: datetime) -> str:
    """A new secret, which ends the one before; it is not kept and cannot be shown again."""
    require(actor, Permission.APPOINTMENT_READ)
    key = secrets.token_urlsafe(KEY_BYTES)
    CalendarFeed.objects.update_or_create(
        account_id=actor.account_id, defaults={"key_hash": hash_of(key), "made_at": now, "read_at": None}
    )
    record(actor=actor, verb="feed:make", subject="account", subject_id=actor.account_id)
    return key


@transaction.atomic
def end_feed(*, actor: Actor) -> None:
    """From the next request on the address answers like one that never was."""
    require(actor, Permission.APPOINTMENT_READ)
    if CalendarFeed.objects.filter(account_id=actor.account_id).delete()[0]:
        record(actor=actor, verb="feed:end", subject="account", subject_id=actor.account_id)

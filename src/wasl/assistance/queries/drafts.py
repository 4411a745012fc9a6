from datetime import datetime

from wasl.assistance.commands.drafts import context_of
from wasl.assistance.models import Draft
from wasl.core.actor import Actor
from wasl.core.sealed import CannotUnseal, unseal


def draft_of(*, actor: Actor, form: str) -> tuple[bytes, datetime] | None:
    """What this account typed in this form and when, while it still reads the dossier; None without one."""
    row = Draft.objects.filter(account_id=actor.account_id, form=form).first()
    if row is None or not actor.reads(level=row.level, seal=row.seal):
        return None
    try:
        return unseal(bytes(row.content), context=context_of(actor.account_id, form)), row.saved_at
    except CannotUnseal:
        return None

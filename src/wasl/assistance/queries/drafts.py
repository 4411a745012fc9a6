from datetime import datetime
from typing import Any
from uuid import UUID

from wasl.assistance.commands.drafts import context_of
from wasl.assistance.models import Case, Draft, Reception
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.sealed import CannotUnseal, unseal
from wasl.people.models import Registration


def draft_of(*, actor: Actor, form: str) -> tuple[bytes, datetime] | None:
    """What this account typed in this form and when, while it still reads the dossier; None without one."""
    row = Draft.objects.filter(account_id=actor.account_id, form=form).first()
    if row is None or not actor.reads(level=row.level, seal=row.seal):
        return None
    try:
        return unseal(bytes(row.content), context=context_of(actor.account_id, form)), row.saved_at
    except CannotUnseal:
        return None


SOCIAL = 2
#: The part of a form's name before the id says what the id is.
_ABOUT: tuple[tuple[Any, Permission], ...] = (
    (Reception, Permission.RECEPTION_READ),
    (Case, Permission.CASE_READ),
    (Registration, Permission.PERSON_READ),
)


def level_of_form(*, actor: Actor, form: str) -> tuple[int, UUID | None]:
    """Level and seal of what a form is about, from the id that ends its name ("listening-<uuid>"); 2 without one.

    Raises NotAllowed when it is out of reach, or is not there.
    """
    try:
        about = UUID(form[-36:])
    except ValueError:
        return min(SOCIAL, actor.level), None
    for kind, permission in _ABOUT:
        row = kind.objects.visible_to(actor, permission).filter(pk=about).first() if actor.may(permission) else None
        if row is not None:
            return row.level, row.seal
    raise NotAllowed(Permission.CASE_READ, "a form about something out of reach")

"""Names on a dossier: who may read a nominative one, and who may never."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.access.models import NamedAccess
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record


@transaction.atomic
def name_account(
    *, actor: Actor, dossier_id: UUID, path: str, account_id: UUID, until_at: datetime | None = None
) -> NamedAccess:
    """Opens the dossier (its seal) at `path` to one account; the caller has checked the actor's own right to it."""
    require(actor, Permission.CASE_OPEN, path=path)
    access, _ = NamedAccess.objects.get_or_create(
        dossier_id=dossier_id, account_id=account_id, is_denied=False, until_at=until_at
    )
    record(
        actor=actor, verb="case:name", subject="dossier", subject_id=dossier_id, path=path,
        level=NOMINATIVE, seal=dossier_id,
    )  # fmt: skip
    return access


@transaction.atomic
def deny_account(*, actor: Actor, dossier_id: UUID, path: str, account_id: UUID, reason: str) -> NamedAccess:
    """Closes the dossier to one account, a relative for example, whatever else that account is granted."""
    require(actor, Permission.CASE_OPEN, path=path)
    access, _ = NamedAccess.objects.get_or_create(
        dossier_id=dossier_id, account_id=account_id, is_denied=True, until_at=None,
        defaults={"reason": reason[:12], "by_id": actor.account_id},
    )  # fmt: skip
    record(
        actor=actor,
        verb="case:deny",
        subject="dossier",
        subject_id=dossier_id,
        path=path,
        level=NOMINATIVE,
        seal=dossier_id,
        reason=reason,
    )
    return access


@transaction.atomic
def end_name(*, actor: Actor, access: NamedAccess, path: str, now: datetime) -> None:
    """Ends a name or a denial at `now`; it stays in the history."""
    require(actor, Permission.CASE_NAME, path=path)
    NamedAccess.objects.filter(pk=access.pk, until_at__isnull=True).update(until_at=now)
    record(
        actor=actor,
        verb="case:unname",
        subject="dossier",
        subject_id=access.dossier_id,
        path=path,
        level=NOMINATIVE,
        seal=access.dossier_id,
    )

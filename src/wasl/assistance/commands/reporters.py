"""Who reported: opened by one agent to another, for some hours, with a reason; each reading is journalled."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localtime

from wasl.access.commands import name_account
from wasl.assistance.commands.signals import CannotSignal, unsealed
from wasl.assistance.models import ProtectionSignal, Reporter
from wasl.assistance.rules.signals import SignalFault
from wasl.catalogue.queries import parameter
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record


class WhyReporter(StrEnum):
    CALL_BACK = "call_back"
    JUSTICE = "justice"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class KnownReporter:
    name: str
    phone: str
    quality: str


@transaction.atomic
def open_reporter(*, actor: Actor, now: datetime, signal_id: UUID, account_id: UUID, reason: str) -> None:
    """Names a colleague who reads the signal on the reporter's identity, for some hours; never oneself."""
    require(actor, Permission.SIGNAL_RECORD)
    require(actor, Permission.CASE_NAME)
    row = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(pk=signal_id).first()
    if row is None:
        raise NotAllowed(Permission.SIGNAL_RECORD, "a signal out of reach")
    if account_id == actor.account_id:
        raise CannotSignal(SignalFault.ALONE)
    if reason not in set(WhyReporter):
        raise CannotSignal(SignalFault.NO_REASON)
    reporter_id = _reporter_id(row.pk, account_id)
    if reporter_id is None:
        raise CannotSignal(SignalFault.NOT_NAMED)
    hours = parameter("signal.reporter_hours", on=localtime(now).date())
    name_account(
        actor=actor, dossier_id=reporter_id, path=row.path if actor.reaches(row.path) else actor.path,
        account_id=account_id, until_at=now + timedelta(hours=hours),
    )  # fmt: skip
    record(
        actor=actor, verb="signal:open_reporter", subject="signal", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.pk, reason=reason,
    )  # fmt: skip


def _reporter_id(signal_id: UUID, account_id: UUID) -> UUID | None:
    """Its id, which nobody reads: a function of the owner answers it, when that account is named on the signal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT assistance_reporter_of(%s, %s)", [signal_id, account_id])
        (found,) = cursor.fetchone()
    return found  # type: ignore[no-any-return]


@transaction.atomic
def read_reporter(*, actor: Actor, signal_id: UUID) -> KnownReporter | None:
    """Who reported, for an agent named on it; None for all others, as when nobody gave a name."""
    require(actor, Permission.SIGNAL_RECORD)
    row = Reporter.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(signal_id=signal_id).first()
    if row is None:
        return None
    record(
        actor=actor, verb="signal:read_reporter", subject="signal", subject_id=signal_id, path=row.path,
        level=NOMINATIVE, seal=row.pk,
    )  # fmt: skip
    return KnownReporter(**unsealed(row))

"""An urgent signal outside hours reaches the agent on duty by telephone, and the next one when nobody takes it on."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.models import Account, NamedAccess
from wasl.assistance.commands.appointments import hours_on
from wasl.assistance.models import OnCall, ProtectionSignal, Reporter, SignalChild
from wasl.assistance.queries.duty import delegation_of
from wasl.assistance.rules.duty import CALLED_FOR, CALLED_HOURS, Turn, in_turn, is_outside, next_call
from wasl.assistance.rules.signals import SignalState
from wasl.catalogue.queries import parameter
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.messages.models import Message
from wasl.messages.queries import queued_about
from wasl.messages.rules import Channel
from wasl.people.commands.reaching import call_colleague

JOB = "call duty"
SENDING = "send messages"
SUBJECT = "signal"
CIRCUIT = "CHILD"
#: Told later than this, the message says nothing that the inbox does not.
STALE = timedelta(hours=2)
#: Duties that ended longer ago say nothing of who can be called tonight.
KNOWN = timedelta(days=31)


def call_id(signal_id: UUID, account_id: UUID) -> UUID:
    """The id of the one message about a signal to an agent: nobody is called twice for the same."""
    return uuid5(signal_id, f"duty {account_id}")


@transaction.atomic
def call_duty(*, now: datetime, carried: Collection[Channel] = (), batch: int = 50) -> int:
    """Calls who is on duty, or the next one, for each urgent signal that nobody has taken on; answers how many calls.

    Run every minute it calls nobody twice. `carried` is what the gateway carries; without one the call stands on the
    page of the signal, for whoever wrote it to make.
    """
    local = localtime(now)
    if not is_outside(local.time(), hours_on(local.date())):
        return 0
    with system(JOB):
        rows = ProtectionSignal.objects.for_system(JOB).filter(
            state=SignalState.WAITING, urgency__in=sorted(CALLED_FOR),
            received_at__gt=now - timedelta(hours=CALLED_HOURS),
        )  # fmt: skip
        found = list(rows.order_by("received_at", "id").select_for_update(skip_locked=True, of=("self",))[:batch])
        return sum(_call(row, now=now, carried=carried) for row in found)


def _call(row: ProtectionSignal, *, now: datetime, carried: Collection[Channel]) -> bool:
    made = queued_about(job=JOB, subject_id=row.pk)
    order = in_turn(_turns(row, now=now), now=now, kept_from=_kept_from(row))
    turn = next_call(
        order, called=[one.account_id for one in order if call_id(row.pk, one.account_id) in made],
        last_at=max(made.values(), default=None), now=now, minutes=parameter("signal.call_minutes", on=now.date()),
    )  # fmt: skip
    if turn is None:
        return False
    account = Account.objects.select_related("agent__unit").get(pk=turn.account_id)
    _open_to(row, account)
    at = localtime(row.received_at)
    place = {name: getattr(row, name) for name in ("unit_id", "path", "level", "seal", "is_simulated")}
    call_colleague(
        job=JOB, now=now, message_id=call_id(row.pk, account.pk), number=turn.phone, language=account.language,
        carried=carried, slots={"day": f"{at:%d/%m/%Y}", "time": f"{at:%H:%M}"}, subject=SUBJECT, subject_id=row.pk,
        place=place, not_after=now + STALE,
    )  # fmt: skip
    record(
        actor=None, verb="signal:call", subject="signal", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.pk, reason=str(len(made) + 1),
    )  # fmt: skip
    return True


def _turns(row: ProtectionSignal, *, now: datetime) -> list[Turn]:
    unit = delegation_of(row.path)
    duties = OnCall.objects.filter(unit=unit, circuit=CIRCUIT, until_at__gt=now - KNOWN, account__is_active=True)
    return [Turn(one.account_id, one.phone, one.since_at, one.until_at) for one in duties] if unit else []


def _kept_from(row: ProtectionSignal) -> list[UUID]:
    denied = NamedAccess.objects.filter(dossier_id=row.pk, is_denied=True, until_at__isnull=True)
    return list(denied.values_list("account_id", flat=True))


def _open_to(row: ProtectionSignal, account: Account) -> None:
    """Whoever is called reads it, wherever posted: the signal lies in that unit too from now on."""
    NamedAccess.objects.get_or_create(dossier_id=row.pk, account_id=account.pk, is_denied=False, until_at=None)
    unit = account.agent.unit
    where: dict[str, Any] = {"to_unit_id": unit.pk, "to_path": unit.path}
    if unit.pk not in {row.unit_id, row.to_unit_id}:
        for kind in (SignalChild, Reporter):
            kind.objects.for_system(JOB).filter(signal_id=row.pk).update(**where)
        ProtectionSignal.objects.for_system(JOB).filter(pk=row.pk).update(**where)
    ProtectionSignal.objects.for_system(JOB).filter(pk=row.pk).update(on_duty_id=account.pk)


def may_still_call(message: Message) -> bool:
    """Asked at the last moment, inside the job that sends: nobody has taken it on yet."""
    rows = ProtectionSignal.objects.for_system(SENDING)
    return bool(rows.filter(pk=message.subject_id, state=SignalState.WAITING).exists())

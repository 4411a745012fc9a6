"""Who is on duty for a delegation and a circuit of protection."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.access.models import Posting
from wasl.access.roles import circuits_of, level_of
from wasl.assistance.models import OnCall
from wasl.assistance.queries.duty import delegation_of
from wasl.assistance.rules.signals import SignalFault
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record

LONGEST = timedelta(days=31)


class CannotSetDuty(Exception):
    """Hours or an agent that cannot be; `fault` says which."""

    def __init__(self, fault: SignalFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def set_duty(
    *,
    actor: Actor,
    duty_id: UUID,
    circuit: str,
    account_id: UUID,
    since_at: datetime,
    until_at: datetime,
    phone: str = "",
) -> OnCall:
    """Puts an agent of the circuit on duty for the actor's delegation; one at a time."""
    require(actor, Permission.DUTY_SET)
    unit = delegation_of(actor.path)
    if unit is None:
        raise NotAllowed(Permission.DUTY_SET, "no delegation above the posting in force")
    if not timedelta() < until_at - since_at <= LONGEST:
        raise CannotSetDuty(SignalFault.DUTY_TIMES)
    if not _works_there(account_id, unit.path, circuit, since_at):
        raise CannotSetDuty(SignalFault.DUTY_AGENT)
    row = OnCall(
        pk=duty_id, unit=unit, circuit=circuit, account_id=account_id, phone=phone, since_at=since_at,
        until_at=until_at,
    )  # fmt: skip
    if known := OnCall.objects.filter(pk=duty_id).first():
        return known
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CannotSetDuty(SignalFault.DUTY_OVERLAPS) from None
    record(actor=actor, verb=Permission.DUTY_SET, subject="duty", subject_id=row.pk, path=unit.path, reason=circuit)
    return row


def _works_there(account_id: UUID, path: str, circuit: str, at: datetime) -> bool:
    """Posted under the delegation that day, in a role of the circuit that reads nominative files."""
    postings = Posting.objects.filter(account_id=account_id, unit__path__startswith=path, since__lte=at.date())
    held = [one for one in postings if one.until is None or one.until > at.date()]
    return any(circuit in circuits_of(one.role) and level_of(one.role) >= NOMINATIVE for one in held)


@transaction.atomic
def end_duty(*, actor: Actor, now: datetime, duty_id: UUID) -> None:
    """The duty stops now; one that has not begun is taken off the roster."""
    require(actor, Permission.DUTY_SET)
    unit = delegation_of(actor.path)
    row = OnCall.objects.select_for_update().filter(pk=duty_id, unit=unit).first()
    if row is None:
        raise NotAllowed(Permission.DUTY_SET, "a duty of another delegation")
    if row.since_at >= now:
        row.delete()
    elif row.until_at > now:
        OnCall.objects.filter(pk=row.pk).update(until_at=now)
    record(actor=actor, verb="duty:end", subject="duty", subject_id=duty_id, path=row.unit.path, reason=row.circuit)

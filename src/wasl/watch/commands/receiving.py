"""From a signal to somebody: the reception is made by the front desk's own command; here only the thread is tied."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.assistance.commands import receive_person
from wasl.assistance.models import Reception
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.watch.commands.field_signals import journal
from wasl.watch.commands.placing import insert, placed
from wasl.watch.models import SignalPerson

P = Permission


@transaction.atomic
def receive_from_signal(
    *,
    actor: Actor,
    now: datetime,
    signal_id: UUID,
    reception_id: UUID,
    need: str,
    urgency: str,
    sex: str,
    age_band: str,
    head_count: int = 1,
) -> Reception:
    """Somebody met because of the signal is received, without a name as yet; what follows happens at the front desk.

    `signal_id` is of a signal or a dispatch the caller has read. Nobody who does not read the reception learns of it.
    """
    require(actor, P.WATCH_SIGNAL_ANSWER)
    row: Any = receive_person(
        actor=actor, now=now, reception_id=reception_id, need=need, urgency=urgency, channel="MARAUDE", sex=sex,
        age_band=age_band, head_count=head_count,
    )  # fmt: skip
    ties = SignalPerson.objects.visible_to(actor, P.WATCH_SIGNAL_ANSWER)
    if not ties.filter(reception_ref=row.pk).exists():
        tie = insert(SignalPerson(pk=new_id(), signal_id=signal_id, reception_ref=row.pk, **placed(actor, now=now)))
        journal(actor, tie, "watch:receive", subject="signalperson")
    return row  # type: ignore[no-any-return]

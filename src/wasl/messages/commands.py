"""The outbox. Nobody asks for a message here but the one door of `people.commands.reaching`, which knows whether the
person may be reached; an import contract keeps it so."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.core.sealed import seal, unseal
from wasl.journal.commands import record
from wasl.messages.gateways import Gateway, Parcel, Rejected, Unreachable
from wasl.messages.models import Message
from wasl.messages.rules import (
    CARRIED,
    DEAD_AFTER,
    NEXT_MESSAGE,
    OVER,
    Channel,
    MessageState,
    Why,
    after_failure,
    text_of,
)

JOB = "send messages"
#: Whether the message may still go to that number: asked again at the last moment, of whoever queued it.
Permits = Callable[[Message, str], bool]


class CannotChangeMessage(Exception):
    """The message is no longer in a state that allows it."""


def _context(message_id: UUID) -> bytes:
    return b"message:" + message_id.bytes


@transaction.atomic
def queue_message(
    *,
    job: str,
    message_id: UUID,
    now: datetime,
    channel: Channel,
    number: str,
    template: str,
    language: str,
    slots: Mapping[str, str],
    subject: str,
    subject_id: UUID,
    place: Mapping[str, object],
    not_before: datetime,
    not_after: datetime,
    dossier_id: UUID | None = None,
    error: str = "",
) -> bool:
    """Puts one message in the outbox, as the listed job that is at work; False when that id is there already.

    `place` holds unit_id, path, level, seal and is_simulated of what it is about. A channel of paper keeps neither
    number nor words; with `error` the row only says why nothing goes out.
    """
    row = Message(
        pk=message_id, channel=channel, template=template, language=language, subject=subject, subject_id=subject_id,
        queued_at=now, not_before=not_before, not_after=not_after, dossier_id=dossier_id, **place,
    )  # fmt: skip
    if Message.objects.for_system(job).filter(pk=message_id).exists():
        return False
    if channel in CARRIED:
        row.recipient = seal(number.encode(), context=_context(row.pk))
        row.words = seal(text_of(template, channel, language, slots).encode(), context=_context(row.pk))
    if channel == Channel.NONE or error:
        row.state, row.error, row.ended_at = MessageState.FAILED, error or Why.NOT_PERMITTED, now
    row.save(force_insert=True)
    _journal(row, "message:queue", reason=row.channel)
    return True


@transaction.atomic
def cancel_messages(*, job: str, subject_ids: Sequence[UUID], now: datetime) -> int:
    """What has not left for these subjects does not leave any more; answers how many."""
    rows = Message.objects.for_system(job).select_for_update()
    waiting = list(rows.filter(subject_id__in=list(subject_ids), state=MessageState.WAITING))
    for row in waiting:
        _end(row, MessageState.CANCELLED, now=now)
    return len(waiting)


@transaction.atomic
def note_reached(*, actor: Actor, message_id: UUID, now: datetime, is_reached: bool) -> Message:
    """What became of a line on the paper list: told, or not reached."""
    require(actor, Permission.APPOINTMENT_BOOK)
    rows = Message.objects.visible_to(actor, Permission.APPOINTMENT_BOOK).select_for_update()
    row: Message = rows.get(pk=message_id)
    wanted = MessageState.SENT if is_reached else MessageState.FAILED
    if row.state == wanted:
        return row
    if row.channel in CARRIED and row.state != MessageState.UNSURE or wanted not in NEXT_MESSAGE[_state(row)]:
        raise CannotChangeMessage(row.state)
    _end(row, wanted, now=now, error="" if is_reached else Why.UNREACHABLE, actor=actor)
    return row


def _state(row: Message) -> MessageState:
    return MessageState(row.state)


def send_due(*, now: datetime, gateway: Gateway, permits: Permits, batch: int = 50) -> int:
    """Sends what is due; answers how many rows it worked on, 0 when nothing is left.

    A row is marked as being sent in a transaction of its own before the gateway is asked, and stays locked while it
    is: one that is marked and that nobody holds is of a sender that died, and only the gateway may say whether it
    left. When it cannot, the message is not sent again.
    """
    worked = 0
    for message_id in _claimed(now=now, gateway=gateway, batch=batch):
        worked += _deliver(message_id=message_id, now=now, gateway=gateway, permits=permits)
    return worked + _of_the_dead(now=now, gateway=gateway, batch=batch)


@transaction.atomic
def _claimed(*, now: datetime, gateway: Gateway, batch: int) -> list[UUID]:
    with system(JOB):
        due = Message.objects.for_system(JOB).filter(
            state=MessageState.WAITING, channel__in=sorted(gateway.channels), not_before__lte=now
        )
        rows = list(due.order_by("not_before", "id").select_for_update(skip_locked=True)[:batch])
        for row in rows:
            row.state, row.tried_at, row.gateway = MessageState.SENDING, now, gateway.name
            row.attempts += 1
            row.save(update_fields=["state", "tried_at", "gateway", "attempts"])
    return [row.pk for row in rows]


@transaction.atomic
def _deliver(*, message_id: UUID, now: datetime, gateway: Gateway, permits: Permits) -> int:
    with system(JOB):
        rows = Message.objects.for_system(JOB).select_for_update(skip_locked=True)
        row = rows.filter(pk=message_id, state=MessageState.SENDING, tried_at=now).first()
        if row is None:
            return 0
        number = unseal(bytes(row.recipient), context=_context(row.pk)).decode()
        text = unseal(bytes(row.words), context=_context(row.pk)).decode()
        if now > row.not_after:
            return _end(row, MessageState.FAILED, now=now, error=Why.TOO_LATE)
        if not permits(row, number):
            return _end(row, MessageState.FAILED, now=now, error=Why.NOT_PERMITTED)
        try:
            gateway.send(Parcel(row.pk, Channel(row.channel), number, row.language, text))
        except Rejected:
            return _end(row, MessageState.FAILED, now=now, error=Why.REJECTED)
        except Unreachable:
            return _again(row, now=now)
        return _end(row, MessageState.SENT, now=now)


def _again(row: Message, *, now: datetime) -> int:
    """Back to the queue for a while, or given up."""
    later = after_failure(attempts=row.attempts, now=now, not_after=row.not_after)
    if later is None:
        return _end(row, MessageState.FAILED, now=now, error=Why.UNREACHABLE)
    row.state, row.not_before, row.error = MessageState.WAITING, later, Why.UNREACHABLE
    row.save(update_fields=["state", "not_before", "error"])
    return 1


@transaction.atomic
def _of_the_dead(*, now: datetime, gateway: Gateway, batch: int) -> int:
    with system(JOB):
        left = Message.objects.for_system(JOB).filter(
            state=MessageState.SENDING, gateway=gateway.name, tried_at__lt=now - DEAD_AFTER
        )
        rows = list(left.order_by("tried_at", "id").select_for_update(skip_locked=True)[:batch])
        for row in rows:
            was_sent = gateway.was_sent(row.pk)
            if was_sent is None:
                row.state, row.error = MessageState.UNSURE, Why.DIED
                row.save(update_fields=["state", "error"])
                _journal(row, "message:end", reason=row.state)
            elif was_sent:
                _end(row, MessageState.SENT, now=now)
            else:
                _again(row, now=now)
    return len(rows)


@transaction.atomic
def expire_messages(*, now: datetime, has_gateway: bool) -> int:
    """What nobody sent in time is over, with or without a gateway; so is what only a gateway could have said."""
    with system(JOB):
        late = Message.objects.for_system(JOB).filter(not_after__lt=now)
        late = late.filter(state__in=[MessageState.WAITING, MessageState.UNSURE])
        rows = list(late.order_by("id").select_for_update(skip_locked=True)[:500])
        for row in rows:
            if row.state == MessageState.UNSURE:
                _end(row, MessageState.FAILED, now=now, error=Why.DIED)
            else:
                is_carried = row.channel in CARRIED and not has_gateway
                _end(row, MessageState.EXPIRED, now=now, error=Why.NO_GATEWAY if is_carried else Why.TOO_LATE)
    return len(rows)


def _end(row: Message, state: MessageState, *, now: datetime, error: str = "", actor: Actor | None = None) -> int:
    """The number and the words go with it."""
    assert state in OVER
    row.state, row.error, row.ended_at, row.recipient, row.words = state, error, now, b"", b""
    row.save(update_fields=["state", "error", "ended_at", "recipient", "words"])
    _journal(row, "message:end", reason=state, actor=actor)
    return 1


def _journal(row: Message, verb: str, *, reason: str, actor: Actor | None = None) -> None:
    record(
        actor=actor, verb=verb, subject="message", subject_id=row.pk, path=row.path, level=row.level, seal=row.seal,
        reason=reason,
    )  # fmt: skip

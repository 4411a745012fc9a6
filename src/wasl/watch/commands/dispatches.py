"""A signal passed on to units and partners, each with its own answer, clock and reminders."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from wasl.assistance.commands.owners import Owners
from wasl.assistance.rules import OrientationState
from wasl.assistance.rules.orientations import WAITS_FOR_ANSWER, Step, Via
from wasl.catalogue.queries import destinations_on, parameters, unmet_reasons_on
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.network.models import Unit
from wasl.watch.commands.field_signals import CannotReport, journal, locked_signal, write_step
from wasl.watch.commands.placing import insert, of_row, sealed_words, words_of
from wasl.watch.models import FieldSignal, SignalDispatch
from wasl.watch.rules.dispatches import OPEN_DISPATCH, fault_of, look_again_on, owed
from wasl.watch.rules.field_signals import SENDABLE, SignalFault

P = Permission
S = OrientationState
JOB = "remind signals"
_COPIED = (
    "kind", "place_code", "douar", "landmark", "count", "counted", "qualifier", "source", "observed_on", "urgency",
)  # fmt: skip


@transaction.atomic
def dispatch_signal(
    *,
    actor: Actor,
    now: datetime,
    signal_id: UUID,
    unit_ids: tuple[UUID, ...] = (),
    partners: tuple[tuple[str, str], ...] = (),
) -> list[SignalDispatch]:
    """Passes on what was told, as it stands today, to each unit and to each partner (destination code, name).

    Somebody who has it already, and has not refused it, is not sent it twice.
    """
    row = locked_signal(actor, signal_id, P.WATCH_SIGNAL_FOLLOW)
    if row.state not in SENDABLE:
        raise CannotReport(SignalFault.STATE)
    if not unit_ids and not partners:
        raise CannotReport(SignalFault.NO_RECEIVER)
    made = [_send(actor, row, now, to) for to in _units(row, unit_ids)]
    made += [_send(actor, row, now, partner) for partner in _partners(partners, on=localtime(now).date())]
    return made


def _units(row: FieldSignal, ids: tuple[UUID, ...]) -> list[Unit]:
    units = list(Unit.objects.filter(pk__in=ids, closed_on__isnull=True).order_by("path"))
    if len(units) != len(set(ids)):
        raise CannotReport(SignalFault.NO_RECEIVER)
    if any(unit.pk == row.unit_id for unit in units):
        raise CannotReport(SignalFault.SAME_UNIT)
    return units


def _partners(given: tuple[tuple[str, str], ...], *, on: date) -> list[tuple[str, str]]:
    known = set(destinations_on(on).filter(is_inside=False).values_list("code", flat=True))
    if any(code not in known or len(name) > 120 for code, name in given):
        raise CannotReport(SignalFault.NO_RECEIVER)
    return list(given)


def _send(actor: Actor, signal: FieldSignal, now: datetime, to: Unit | tuple[str, str]) -> SignalDispatch:
    rows = SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_FOLLOW).filter(signal_id=signal.pk)
    whom: dict[str, Any] = (
        {"to_unit_id": to.pk, "to_path": to.path}
        if isinstance(to, Unit)
        else {"destination": to[0], "destination_name": to[1].strip()}
    )
    there = rows.filter(**whom).exclude(state__in=[S.CLOSED, S.REFUSED]).first()
    if there is not None:
        return there  # type: ignore[no-any-return]
    today, pk = localtime(now).date(), new_id()
    row = SignalDispatch(
        pk=pk, signal=signal, owner_id=actor.account_id, state_at=now, sent_at=now,
        due_on=_due(S.SENT, sent=today, since=today, urgency=signal.urgency),
        words=sealed_words(pk, words_of(signal)), **{name: getattr(signal, name) for name in _COPIED},
        **of_row(signal, now=now, by=actor.account_id) | whom,
    )  # fmt: skip
    insert(row)
    write_step(row, step=S.SENT, at=now, by=actor.account_id, signal_id=signal.pk, dispatch_id=pk)
    journal(actor, row, "watch:dispatch", subject="dispatch")
    return row


def _due(state: str, *, sent: date, since: date, urgency: str) -> date:
    return look_again_on(
        state=state, sent_on=sent, state_on=since, urgency=urgency, days=parameters("orientation.", on=since)
    )  # fmt: skip


def locked_dispatch(actor: Actor, dispatch_id: UUID) -> SignalDispatch:
    require(actor, P.WATCH_SIGNAL_ANSWER)
    rows = SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_ANSWER).select_for_update(of=("self",))
    row = rows.filter(pk=dispatch_id).first()
    if row is None:
        raise NotAllowed(P.WATCH_SIGNAL_ANSWER, "a dispatch out of reach")
    return row  # type: ignore[no-any-return]


@transaction.atomic
def answer_dispatch(*, actor: Actor, now: datetime, dispatch_id: UUID, answer: str, reason: str = "") -> SignalDispatch:
    """What the receiver answers. Of a partner without an account, whoever sent it writes down what they were told."""
    row = locked_dispatch(actor, dispatch_id)
    is_mine = actor.reaches(row.to_path) if row.to_unit_id else actor.reaches(row.path)
    if not is_mine:
        raise CannotReport(SignalFault.NOT_THE_RECEIVER)
    if row.state == answer:
        return row
    if answer not in set(S) or fault_of(state=row.state, answer=answer, reason=reason, now=now):
        raise CannotReport(SignalFault.NO_REASON if answer == S.REFUSED and not reason else SignalFault.STATE)
    today = localtime(now).date()
    if reason and not unmet_reasons_on(today).filter(code=reason).exists():
        raise CannotReport(SignalFault.NO_REASON)
    via = Via.SCREEN if row.to_unit_id else Via.PHONE
    enter_answer(row, answer, reason=reason, now=now, today=today, via=via, by=actor)
    return row


def enter_answer(
    row: SignalDispatch, answer: str, *, reason: str, now: datetime, today: date, via: Via, by: Actor | None
) -> None:
    """Writes an answer that was judged sound; `by` None when it came by a link."""
    _enter(row, answer, now=now, today=today)
    row.answer_reason, row.answered_at = reason, row.answered_at or now
    row.save(update_fields=[*_CLOCK, "answer_reason", "answered_at"])
    write_step(
        row, step=answer, at=now, by=by.account_id if by else None, signal_id=row.signal_id, dispatch_id=row.pk,
        reason=reason, via=via,
    )  # fmt: skip
    journal(by, row, P.WATCH_SIGNAL_ANSWER, reason=answer, subject="dispatch")


_CLOCK = ["state", "state_at", "due_on", "reminded_on", "escalated_on", "delegated_on"]


def _enter(row: SignalDispatch, state: str, *, now: datetime, today: date) -> None:
    """That it lies on a desk is no answer: the reminders go on."""
    if state not in WAITS_FOR_ANSWER:
        row.reminded_on = row.escalated_on = row.delegated_on = None
    row.state, row.state_at = state, now
    if state in OPEN_DISPATCH:
        row.due_on = _due(state, sent=localtime(row.sent_at).date(), since=today, urgency=row.urgency)


def remind_dispatches(*, now: datetime, today: date, batch: int = 500) -> dict[str, int]:
    """Writes the reminders owed today, as those of orientations; answers how many of each. Again, it writes nothing."""
    days = parameters("orientation.", on=today)
    done = dict.fromkeys(map(str, Step), 0)
    after: tuple[date, UUID] | None = None
    while True:
        after = _remind_batch(now=now, today=today, days=days, after=after, size=batch, done=done)
        if after is None:
            return done


@transaction.atomic
def _remind_batch(
    *, now: datetime, today: date, days: dict[str, int], after: tuple[date, UUID] | None, size: int,
    done: dict[str, int],
) -> tuple[date, UUID] | None:  # fmt: skip
    with system(JOB):
        waiting = SignalDispatch.objects.for_system(JOB).filter(state__in=sorted(OPEN_DISPATCH))
        if after is not None:
            waiting = waiting.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], id__gt=after[1]))
        rows = list(waiting.order_by("due_on", "id").select_for_update(skip_locked=True, of=("self",))[:size])
        last = (rows[-1].due_on, rows[-1].pk) if len(rows) == size else None
        owners = Owners(rows, today=today)
        for row in rows:
            if (heir := owners.heir_of(row)) is not None:
                _hand(row, to=heir, now=now)
                done[Step.HANDED] += 1
            if step := _owed(row, today=today, days=days):
                _remind(row, step=step, now=now, today=today)
                done[step] += 1
    return last


def _owed(row: SignalDispatch, *, today: date, days: dict[str, int]) -> Step | None:
    return owed(
        state=row.state, sent_on=localtime(row.sent_at).date(), due=row.due_on, today=today, urgency=row.urgency,
        days=days, reminded_on=row.reminded_on, escalated_on=row.escalated_on, delegated_on=row.delegated_on,
    )  # fmt: skip


def _hand(row: SignalDispatch, *, to: UUID, now: datetime) -> None:
    row.owner_id = to
    row.save(update_fields=["owner"])
    _timer_step(row, Step.HANDED, now=now)


def _remind(row: SignalDispatch, *, step: Step, now: datetime, today: date) -> None:
    changed = ["reminded_on"]
    if step == Step.UNANSWERED:
        _enter(row, S.UNANSWERED, now=now, today=today)
        changed = list(_CLOCK)
    elif step == Step.ESCALATED:
        row.escalated_on = today
        changed.append("escalated_on")
    elif step == Step.DELEGATED:
        row.delegated_on = today
        changed.append("delegated_on")
    row.reminded_on = today
    row.save(update_fields=changed)
    _timer_step(row, step, now=now)


def _timer_step(row: SignalDispatch, step: Step, *, now: datetime) -> None:
    write_step(row, step=step, at=now, by=None, signal_id=row.signal_id, dispatch_id=row.pk, via=Via.TIMER)
    journal(None, row, "watch:remind", reason=step, subject="dispatch")

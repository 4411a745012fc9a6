"""Signals of the field: written down, checked, joined and taken apart again, put aside, closed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.rules import Urgency
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.territory.models import Territory
from wasl.territory.rules import Level
from wasl.vocabulary import UnknownTerm, term
from wasl.watch.commands.placing import IdTaken, insert, of_row, placed, sealed_words, words_of
from wasl.watch.models import FieldReporter, FieldSignal, FieldVisit, SignalDispatch, SignalStep
from wasl.watch.models.base import Observed
from wasl.watch.rules.field_signals import (
    COARSE,
    NEXT_SIGNAL,
    About,
    Found,
    SignalFault,
    SignalState,
    What,
    coarsened,
    fault_of_move,
    fault_of_signal,
    fault_of_visit,
)

P = Permission
#: Places a signal may be told of; below the commune it is said in words.
PLACES = frozenset({Level.COMMUNE, Level.ARRONDISSEMENT, Level.PROVINCE})


class CannotReport(Exception):
    """A signal, or a step of one, that is not accepted; `fault` says why."""

    def __init__(self, fault: SignalFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def record_field_signal(
    *,
    actor: Actor,
    now: datetime,
    signal_id: UUID,
    what: What,
    about: str = About.MANY,
    urgency: str = Urgency.NORMAL,
    reporter: str = "",
    captured_at: datetime | None = None,
    is_confirmed: bool = False,
) -> FieldSignal:
    """Writes down what was reported; the same id sent again, offline or not, is the same signal.

    `reporter` is how to call back whoever reported, if they wished it: it is sealed apart, and their name is not asked.
    """
    require(actor, P.WATCH_SIGNAL_RECORD)
    today = localtime(now).date()
    fault = fault_of_signal(what, about=about, today=today, is_confirmed=is_confirmed)
    if fault is None:
        fault = _unknown(what)
    if fault:
        raise CannotReport(fault)
    kept = coarsened(what, province_code=_province_of(what.place_code))
    if known := _replayed(actor, signal_id, kept):
        return known
    row = FieldSignal(
        pk=signal_id, urgency=Urgency(urgency), captured_at=captured_at, has_reporter=bool(reporter.strip()),
        **told(kept, row_id=signal_id), **placed(actor, now=now),
    )  # fmt: skip
    try:
        insert(row)
    except IdTaken:
        raise CannotReport(SignalFault.OTHER_CONTENT) from None
    if reporter.strip():
        pk = new_id()
        insert(FieldReporter(pk=pk, signal=row, sealed=sealed_words(pk, reporter), **_apart(actor, row, now)))
    write_step(row, step="recorded", at=now, by=actor.account_id, reason=what.source)
    journal(actor, row, P.WATCH_SIGNAL_RECORD)
    return row


def _apart(actor: Actor, row: FieldSignal, now: datetime) -> dict[str, Any]:
    return of_row(row, now=now, by=actor.account_id) | {"level": 1}


def told(what: What, *, row_id: UUID) -> dict[str, Any]:
    """Columns of models.base.Told."""
    return {
        "kind": what.kind, "place_code": what.place_code, "douar": what.douar.strip(),
        "landmark": what.landmark.strip(), "count": what.count, "counted": what.counted.value,
        "qualifier": what.qualifier.value, "source": what.source.value, "observed_on": what.observed_on,
        "words": sealed_words(row_id, what.words),
    }  # fmt: skip


def _unknown(what: What) -> SignalFault | None:
    try:
        term("watch_signal_types", what.kind)
    except UnknownTerm:
        return SignalFault.UNKNOWN_KIND
    there = Territory.objects.filter(code=what.place_code, level__in=PLACES).exists()
    return None if there else SignalFault.UNKNOWN_PLACE


def _province_of(code: str) -> str:
    return ".".join(code.split(".")[:2])


def _replayed(actor: Actor, signal_id: UUID, what: What) -> FieldSignal | None:
    row = FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_RECORD).filter(pk=signal_id).first()
    if row is None:
        return None
    mine = told(what, row_id=signal_id) | {"words": what.words.strip()}
    if any(getattr(row, name) != value for name, value in mine.items() if name != "words"):
        raise CannotReport(SignalFault.OTHER_CONTENT)
    if words_of(row) != mine["words"]:
        raise CannotReport(SignalFault.OTHER_CONTENT)
    return row  # type: ignore[no-any-return]


def locked_signal(actor: Actor, signal_id: UUID, permission: Permission) -> FieldSignal:
    require(actor, permission)
    rows = FieldSignal.objects.visible_to(actor, permission).select_for_update(of=("self",))
    row = rows.filter(pk=signal_id).first()
    if row is None:
        raise NotAllowed(permission, "a signal out of reach")
    return row  # type: ignore[no-any-return]


@transaction.atomic
def move_signal(
    *, actor: Actor, now: datetime, signal_id: UUID, to: str, reason: str = "", outcome: str = ""
) -> FieldSignal:
    """Being checked, confirmed, put aside for a reason, or closed with what became of it."""
    row = locked_signal(actor, signal_id, P.WATCH_SIGNAL_FOLLOW)
    if to not in set(SignalState) - {SignalState.JOINED}:
        raise CannotReport(SignalFault.STATE)
    if row.state == to:
        return row
    if fault := fault_of_move(state=row.state, to=SignalState(to), reason=reason, outcome=outcome):
        raise CannotReport(fault)
    row.state, row.dismissal, row.outcome, row.closed_at = to, "", "", None
    if to == SignalState.DISMISSED:
        row.dismissal = reason
    if to == SignalState.CLOSED:
        row.outcome, row.closed_at = outcome, now
    if to in {SignalState.CONFIRMED, SignalState.DISMISSED}:
        row.checked_at = row.checked_at or now
    row.save(update_fields=["state", "dismissal", "outcome", "closed_at", "checked_at"])
    write_step(row, step=to, at=now, by=actor.account_id, reason=reason or outcome)
    journal(actor, row, P.WATCH_SIGNAL_FOLLOW, reason=to)
    return row


@transaction.atomic
def join_field_signal(*, actor: Actor, now: datetime, signal_id: UUID, event_id: UUID) -> FieldSignal:
    """The signal tells of the event of another one: it counts no more, until `undo_join`."""
    first = locked_signal(actor, event_id, P.WATCH_SIGNAL_FOLLOW)
    if first.event_id is not None:
        first = locked_signal(actor, first.event_id, P.WATCH_SIGNAL_FOLLOW)
    row = locked_signal(actor, signal_id, P.WATCH_SIGNAL_FOLLOW)
    if row.event_id == first.pk:
        return row
    if row.pk == first.pk:
        raise CannotReport(SignalFault.SAME_SIGNAL)
    if row.kind != first.kind:
        raise CannotReport(SignalFault.NOT_THE_SAME)
    if SignalState.JOINED not in NEXT_SIGNAL[SignalState(row.state)]:
        raise CannotReport(SignalFault.STATE)
    row.state_before, row.state, row.event = row.state, SignalState.JOINED, first
    row.save(update_fields=["state", "state_before", "event"])
    # What had been joined to it tells of the same event: it goes along, and comes back by itself only.
    FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_FOLLOW).filter(event_id=row.pk).update(event_id=first.pk)
    write_step(row, step="joined", at=now, by=actor.account_id)
    journal(actor, row, "watch:join_signal")
    return row


@transaction.atomic
def undo_join(*, actor: Actor, now: datetime, signal_id: UUID) -> FieldSignal:
    """It was another event after all: the signal is where it was before."""
    row = locked_signal(actor, signal_id, P.WATCH_SIGNAL_FOLLOW)
    if row.event_id is None:
        return row
    row.state, row.state_before, row.event = row.state_before, "", None
    row.save(update_fields=["state", "state_before", "event"])
    write_step(row, step="apart", at=now, by=actor.account_id)
    journal(actor, row, "watch:undo_join")
    return row


@transaction.atomic
def read_reporter(*, actor: Actor, signal_id: UUID) -> str:
    """How to call back whoever reported, for the unit that wrote it down; it leaves a line. Empty when nobody is to be
    called."""
    require(actor, P.WATCH_SIGNAL_RECORD)
    rows = FieldReporter.objects.visible_to(actor, P.WATCH_SIGNAL_RECORD).filter(path=actor.path)
    row = rows.filter(signal_id=signal_id).first()
    if row is None:
        return ""
    record(
        actor=actor, verb="watch:read_reporter", subject="fieldsignal", subject_id=signal_id, path=row.path,
        level=row.level,
    )  # fmt: skip
    return words_of(row, "sealed")


@transaction.atomic
def record_visit(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    signal: FieldSignal | SignalDispatch,
    visited_on: date,
    found: str,
    count: int | None,
    counted: str,
    qualifier: str,
    words: str = "",
    is_confirmed: bool = False,
) -> FieldVisit:
    """Somebody went there. `signal` is one the actor reads, or a dispatch received: the visit is shown to both ends."""
    require(actor, P.WATCH_SIGNAL_ANSWER)
    fault = fault_of_visit(
        visited_on=visited_on, today=localtime(now).date(), observed_on=signal.observed_on, words=words, count=count,
        is_confirmed=is_confirmed,
    )  # fmt: skip
    if fault is None and (found not in set(Found) or (words.strip() and signal.kind in COARSE)):
        fault = SignalFault.STATE if found not in set(Found) else SignalFault.PERSONAL
    if fault:
        raise CannotReport(fault)
    rows = FieldVisit.objects.visible_to(actor, P.WATCH_SIGNAL_ANSWER)
    if known := rows.filter(pk=visit_id).first():
        return known  # type: ignore[no-any-return]
    # Of a dispatch, `unit` is who sent it and so where the signal is.
    of, other = signal.pk, {}
    if isinstance(signal, SignalDispatch):
        of, other = signal.signal_id, {"to_unit_id": signal.unit_id, "to_path": signal.path}
    row = FieldVisit(
        pk=visit_id, signal_id=of, visited_on=visited_on, found=found, count=count, counted=counted,
        qualifier=qualifier, words=sealed_words(visit_id, words), **placed(actor, now=now) | other,
    )  # fmt: skip
    try:
        insert(row)
    except IdTaken:
        raise CannotReport(SignalFault.OTHER_CONTENT) from None
    write_step(row, step="visited", at=now, by=actor.account_id, signal_id=row.signal_id, reason=found)
    journal(actor, row, P.WATCH_SIGNAL_ANSWER, subject="fieldvisit")
    return row


def write_step(
    row: Observed, *, step: str, at: datetime, by: UUID | None, signal_id: UUID | None = None, reason: str = "",
    via: str = "", dispatch_id: UUID | None = None,
) -> SignalStep:  # fmt: skip
    """A step stands where the row does that it is about."""
    return insert(
        SignalStep(
            pk=new_id(), signal_id=signal_id or row.pk, dispatch_id=dispatch_id, step=step, at=at, via=via,
            reason=reason, **of_row(row, now=at, by=by),
        )
    )  # fmt: skip


def journal(actor: Actor | None, row: Observed, verb: str, *, reason: str = "", subject: str = "fieldsignal") -> None:
    record(
        actor=actor, verb=verb, subject=subject, subject_id=row.pk, path=row.path, level=row.level, reason=reason
    )  # fmt: skip

"""Signals a reader may see, and the thread of each: who said what, went, received, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from wasl.assistance.models import Case, Reception
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.figures import Counted, Qualifier
from wasl.core.permissions import Permission
from wasl.watch.commands.placing import words_of
from wasl.watch.models import FieldReporter, FieldSignal, FieldVisit, SignalDispatch, SignalPerson, SignalStep
from wasl.watch.queries.places import near_places
from wasl.watch.rules.dispatches import OPEN_DISPATCH
from wasl.watch.rules.field_signals import COARSE, OPEN_SIGNAL, SignalState, Source, What, may_be_same

P = Permission
STATES: dict[str, frozenset[SignalState]] = {
    "open": OPEN_SIGNAL,
    "closed": frozenset({SignalState.CLOSED}),
    "aside": frozenset({SignalState.DISMISSED, SignalState.JOINED}),
}
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Received:
    """Somebody received because of the signal; `case_state` empty without a case, or without the right to know."""

    reception: Reception
    case: Case | None


@dataclass(frozen=True, slots=True)
class VisitShown:
    row: FieldVisit
    words: str


@dataclass(frozen=True, slots=True)
class DispatchShown:
    row: SignalDispatch
    words: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thread, as far as its reader may see it."""

    row: FieldSignal
    words: str
    steps: Sequence[SignalStep]
    visits: Sequence[VisitShown]
    dispatches: Sequence[DispatchShown]
    joined: Sequence[FieldSignal]
    likely: Sequence[FieldSignal]
    received: Sequence[Received]
    may_call_back: bool


def what_of(row: FieldSignal | SignalDispatch) -> What:
    return What(
        kind=row.kind, place_code=row.place_code, observed_on=row.observed_on, source=Source(row.source),
        count=row.count, counted=Counted(row.counted), qualifier=Qualifier(row.qualifier), douar=row.douar,
        landmark=row.landmark,
    )  # fmt: skip


def field_signals(*, actor: Actor, state: str, kind: str = "") -> QuerySet[FieldSignal]:
    """Newest first, by (-recorded_at, -id)."""
    rows = FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(state__in=STATES[state])
    rows = rows.filter(kind=kind) if kind else rows
    return rows.annotate(told_by=Count("duplicates")).order_by("-recorded_at", "-id")  # type: ignore[no-any-return]


def received_dispatches(*, actor: Actor, is_open: bool = True) -> QuerySet[SignalDispatch]:
    """What other units passed on to the actor's, newest first."""
    rows = SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_ANSWER).filter(to_path=actor.path)
    rows = rows.filter(state__in=sorted(OPEN_DISPATCH)) if is_open else rows
    return rows.order_by("-sent_at", "-id")  # type: ignore[no-any-return]


def signal_sheet(*, actor: Actor, signal_id: UUID, today: date) -> Sheet:
    """Raises FieldSignal.DoesNotExist for what is not there, or not there for this reader."""
    require(actor, P.WATCH_SIGNAL_READ)
    row: FieldSignal = FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_READ).get(pk=signal_id)
    joined = FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(event_id=row.pk)
    reporters = FieldReporter.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(path=actor.path)
    return Sheet(
        row=row, words=words_of(row), steps=_steps(actor, signal_id=row.pk), visits=_visits(actor, row.pk),
        dispatches=_dispatches(actor, row.pk, today), joined=list(joined.order_by("recorded_at")),
        likely=likely_same(actor=actor, row=row) if actor.may(P.WATCH_SIGNAL_FOLLOW) else [],
        received=_received(actor, row.pk),
        may_call_back=row.has_reporter and reporters.filter(signal_id=row.pk).exists(),
    )  # fmt: skip


def _steps(actor: Actor, **which: Any) -> list[SignalStep]:
    rows = SignalStep.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(**which)
    return list(rows.select_related("recorded_by__agent", "dispatch").order_by("at", "id"))


def _visits(actor: Actor, signal_id: UUID) -> list[VisitShown]:
    rows = FieldVisit.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(signal_id=signal_id)
    return [VisitShown(row, words_of(row)) for row in rows.order_by("visited_on", "id")]


def _dispatches(actor: Actor, signal_id: UUID, today: date) -> list[DispatchShown]:
    rows = SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(signal_id=signal_id)
    return [shown(row, today=today) for row in rows.order_by("sent_at", "id")]


def shown(row: SignalDispatch, *, today: date) -> DispatchShown:
    return DispatchShown(row, words_of(row), row.state in OPEN_DISPATCH and row.due_on < today)


def _received(actor: Actor, signal_id: UUID) -> list[Received]:
    """Receptions the actor reads, and of their cases those the actor reads; of the others nothing, not even a count."""
    if not actor.may(P.RECEPTION_READ):
        return []
    ties = SignalPerson.objects.visible_to(actor, P.RECEPTION_READ).filter(signal_id=signal_id)
    ids = list(ties.values_list("reception_ref", flat=True))
    if not ids:
        return []
    rows = list(Reception.objects.visible_to(actor, P.RECEPTION_READ).filter(pk__in=ids).order_by("arrived_at", "id"))
    cases: dict[UUID, Case] = {}
    if actor.may(P.CASE_READ):
        cases = Case.objects.visible_to(actor, P.CASE_READ).in_bulk([row.case_id for row in rows if row.case_id])
    return [Received(row, cases.get(row.case_id) if row.case_id else None) for row in rows]


def likely_same(*, actor: Actor, row: FieldSignal) -> list[FieldSignal]:
    """Other events, among those the actor reads, that may be this one; nearest in days first."""
    if row.state not in OPEN_SIGNAL:
        return []
    today = localtime(row.recorded_at).date()
    days, km = parameter("watch.same_event_days", on=today), parameter("watch.same_event_km", on=today)
    span = timedelta(days=31 if row.kind in COARSE else days)
    near = near_places(row.place_code, km=km)
    rows = FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(
        kind=row.kind, place_code__in=near, event__isnull=True, state__in=OPEN_SIGNAL,
        observed_on__range=(row.observed_on - span, row.observed_on + span),
    )  # fmt: skip
    others = rows.exclude(pk=row.pk).order_by("observed_on", "id")[:MOST_COMPARED]
    mine = what_of(row)
    same = [one for one in others if may_be_same(mine, what_of(one), days=span.days, near=near)]
    return sorted(same, key=lambda one: (abs((one.observed_on - row.observed_on).days), one.recorded_at))


@dataclass(frozen=True, slots=True)
class DispatchSheet:
    """What a receiver sees: what it was told, its own steps, visits and receptions; nothing of the other receivers."""

    shown: DispatchShown
    steps: Sequence[SignalStep]
    visits: Sequence[VisitShown]
    received: Sequence[Received]
    is_mine: bool


def dispatch_of(*, actor: Actor, dispatch_id: UUID) -> SignalDispatch:
    """Raises SignalDispatch.DoesNotExist."""
    require(actor, P.WATCH_SIGNAL_READ)
    return SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_READ).get(pk=dispatch_id)  # type: ignore[no-any-return]


def signal_of(*, actor: Actor, signal_id: UUID) -> FieldSignal:
    require(actor, P.WATCH_SIGNAL_READ)
    return FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_READ).get(pk=signal_id)  # type: ignore[no-any-return]


def dispatch_sheet(*, actor: Actor, dispatch_id: UUID, today: date) -> DispatchSheet:
    row = dispatch_of(actor=actor, dispatch_id=dispatch_id)
    is_mine = actor.reaches(row.to_path) if row.to_unit_id else actor.reaches(row.path)
    visits = FieldVisit.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(signal_id=row.signal_id)
    ours = visits.filter(path=row.to_path) if row.to_unit_id else visits
    return DispatchSheet(
        shown=shown(row, today=today), steps=_steps(actor, dispatch_id=row.pk),
        visits=[VisitShown(one, words_of(one)) for one in ours.order_by("visited_on", "id")],
        received=_received(actor, row.signal_id), is_mine=is_mine,
    )  # fmt: skip


def waiting_for_me(*, actor: Actor, today: date) -> int:
    """Dispatches of the actor's unit that have waited longer than they should."""
    mine = Q(owner_id=actor.account_id) | Q(to_path=actor.path)
    rows = SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_ANSWER).filter(mine, due_on__lt=today)
    return rows.filter(state__in=sorted(OPEN_DISPATCH)).count()  # type: ignore[no-any-return]

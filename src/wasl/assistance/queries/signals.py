"""Signals that a reader is named on, and counts that name nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from wasl.access.models import NamedAccess
from wasl.assistance.commands.duty_calls import call_id
from wasl.assistance.commands.signals import unsealed
from wasl.assistance.models import CircuitStep, ProtectionSignal, SignalChild
from wasl.assistance.queries.duty import phones_on_duty
from wasl.assistance.queries.names import agents
from wasl.assistance.rules.circuits import StepState
from wasl.assistance.rules.signals import OPEN_SIGNAL, Child, SignalState, Told, may_be_same
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range, system
from wasl.journal.commands import record
from wasl.messages.queries import messages_of
from wasl.messages.rules import Channel, MessageState

JOB = "count facts"
STATES = {"open": OPEN_SIGNAL, "followed": {SignalState.FOLLOWED}, "over": {SignalState.JOINED, SignalState.DISMISSED}}


@dataclass(frozen=True, slots=True)
class ChildShown:
    row: SignalChild
    name: str
    described: str


@dataclass(frozen=True, slots=True)
class SignalSheet:
    """`duplicates` are signals joined to this one, each with its words; `likely` those that may be about its event."""

    signal: ProtectionSignal
    words: str
    place: str
    children: list[ChildShown]
    duplicates: list[tuple[ProtectionSignal, str]]
    likely: list[ProtectionSignal]
    taken_by: str
    on_duty: str
    calls: list["DutyCall"]


@dataclass(frozen=True, slots=True)
class DutyCall:
    """An agent who was called about it; `must_call`: no machine could, somebody does."""

    who: str
    at: datetime
    state: str
    must_call: bool
    phone: str


def _calls(actor: Actor, row: ProtectionSignal) -> list[DutyCall]:
    """The first first, as far as this reader's territory holds them."""
    rows = messages_of(actor=actor, permission=Permission.SIGNAL_RECORD).filter(subject_id=row.pk)
    made = {one.pk: one for one in rows}
    if not made:
        return []
    named = NamedAccess.objects.filter(dossier_id=row.pk, is_denied=False).values_list("account_id", flat=True)
    called = {call_id(row.pk, account): account for account in set(named) if call_id(row.pk, account) in made}
    names, phones = agents(called.values()), phones_on_duty(called.values(), path=row.path)
    calls = []
    for pk, account in called.items():
        must = made[pk].channel == Channel.CALL or made[pk].state in {MessageState.FAILED, MessageState.EXPIRED}
        told = (names.get(account, ""), made[pk].queued_at, made[pk].state, must, phones.get(account, ""))
        calls.append(DutyCall(*told))
    return sorted(calls, key=lambda one: one.at)


def signals(*, actor: Actor, state: str = "open", limit: int = 100) -> list[ProtectionSignal]:
    """Those the actor is named on, the gravest and oldest first; each has `child_count`."""
    rows = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD)
    if state in STATES:
        rows = rows.filter(state__in=sorted(STATES[state]))
    order = {"danger": 0, "urgent": 1}
    found = list(rows.order_by("-received_at")[:limit])
    counts: dict[UUID, int] = {}
    children = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD)
    for one in children.filter(signal_id__in=[row.pk for row in found]).values_list("signal_id", flat=True):
        counts[one] = counts.get(one, 0) + 1
    for row in found:
        row.child_count = counts.get(row.pk, 0)
    return sorted(found, key=lambda row: (order.get(row.urgency, 2), row.received_at)) if state == "open" else found


def signal_sheet(*, actor: Actor, signal_id: UUID) -> SignalSheet:
    """Raises DoesNotExist alike for one that is not there and one out of reach; the reading is journalled."""
    rows = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD)
    row = rows.get(pk=signal_id)
    said = unsealed(row)
    joined = list(rows.filter(event_id=row.pk).order_by("received_at"))
    names = agents([row.taken_by_id, row.on_duty_id])
    record(
        actor=actor, verb="signal:read", subject="signal", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.pk,
    )  # fmt: skip
    return SignalSheet(
        signal=row, words=said["words"], place=said["place"], children=_children(actor, row.pk),
        duplicates=[(one, unsealed(one)["words"]) for one in joined], likely=likely_same(actor=actor, row=row),
        taken_by=names.get(row.taken_by_id, ""), on_duty=names.get(row.on_duty_id, ""),
        calls=_calls(actor, row),
    )  # fmt: skip


def _children(actor: Actor, signal_id: UUID) -> list[ChildShown]:
    rows = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(signal_id=signal_id)
    return [ChildShown(row, **unsealed(row)) for row in rows.order_by("recorded_at", "id")]


def likely_same(*, actor: Actor, row: ProtectionSignal) -> list[ProtectionSignal]:
    """Other events, among those the actor reads, that may be this one."""
    if row.state in {SignalState.JOINED, SignalState.FOLLOWED}:
        return []
    days = parameter("signal.same_event_days", on=localtime(row.received_at).date())
    near = timedelta(days=days)
    rows = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(
        event__isnull=True, received_at__range=(row.received_at - near, row.received_at + near)
    )
    others = list(rows.exclude(pk=row.pk).exclude(state=SignalState.DISMISSED).order_by("received_at")[:50])
    mine = _told(actor, row)
    return [one for one in others if may_be_same(mine, _told(actor, one), days=days)]


def _told(actor: Actor, row: ProtectionSignal) -> Told:
    children = [
        Child(name=one.name, sex=one.row.sex, age=one.row.age, described=one.described)
        for one in _children(actor, row.pk)
    ]
    return Told(row.commune_code, row.received_at, children)


def siblings_of(*, actor: Actor, case_id: UUID) -> list[SignalChild]:
    """The other children of the event this dossier came from, as far as the actor is named on it."""
    children = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD)
    mine = children.filter(case_id=case_id).values_list("signal_id", flat=True)
    return list(children.filter(signal_id__in=list(mine)).exclude(case_id=case_id).order_by("recorded_at", "id"))


def signal_of_case(*, actor: Actor, case_id: UUID) -> ProtectionSignal | None:
    """The signal a dossier came from, for who is named on it."""
    if not actor.may(Permission.SIGNAL_RECORD):
        return None
    child = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(case_id=case_id).first()
    if child is None:
        return None
    rows = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD)
    return rows.filter(pk=child.signal_id).first()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Counted:
    """One child of one event; duplicates are not among them. `reported`, `placed`: what the circuit recorded."""

    situation: str
    sex: str
    age: int | None
    way: str
    minutes: int | None
    is_reported: bool
    is_placed: bool


def counted_children(*, actor: Actor, since: date, until: date) -> list[Counted]:
    """Children of the events received from `since` to the day before `until` at or below the posting in force; nobody
    is named, so that whoever answers for the figures counts what they may not read."""
    require(actor, Permission.SIGNAL_COUNT)
    low, high = path_range(actor.path)
    begins, ends = (make_aware(datetime.combine(day, time())) for day in (since, until))
    with transaction.atomic(), system(JOB):
        children = SignalChild.objects.for_system(JOB).filter(
            signal__event__isnull=True, signal__received_at__gte=begins, signal__received_at__lt=ends,
            path__gte=low, path__lt=high,
        )  # fmt: skip
        found = list(children.exclude(signal__state=SignalState.DISMISSED).select_related("signal"))
        done = _steps_done([one.case_id for one in found if one.case_id])
    return [
        Counted(
            situation=one.signal.situation, sex=one.sex, age=one.age, way=one.signal.way,
            minutes=_minutes(one.signal), is_reported="SIGNALEMENT" in done.get(one.case_id, ()),
            is_placed="PLACEMENT" in done.get(one.case_id, ()),
        )
        for one in found
    ]  # fmt: skip


def _steps_done(case_ids: list[UUID]) -> Mapping[UUID, set[str]]:
    rows = CircuitStep.objects.for_system(JOB).filter(case_id__in=case_ids, state=StepState.DONE)
    found: dict[UUID, set[str]] = {}
    for case_id, code in rows.values_list("case_id", "code"):
        found.setdefault(case_id, set()).add(code)
    return found


def _minutes(row: ProtectionSignal) -> int | None:
    return None if row.first_acted_at is None else int((row.first_acted_at - row.received_at).total_seconds() // 60)

"""Signals about children: the minute, the reporter apart from it, duplicates of one event, and the dossiers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.commands import deny_account, name_account
from wasl.access.models import Account
from wasl.assistance.commands.cases import open_case
from wasl.assistance.commands.circuits import start_circuit
from wasl.assistance.commands.placing import insert, unit_of
from wasl.assistance.models import CircuitRun, ProtectionSignal, Reporter, SignalChild
from wasl.assistance.queries.duty import duty_at, team_of
from wasl.assistance.rules.signals import (
    NEXT_SIGNAL,
    Child,
    SignalFault,
    SignalState,
    Way,
    WhyDismissed,
    fault_of_signal,
    names_in,
)
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.core.sealed import seal, unseal
from wasl.journal.commands import record
from wasl.people.commands import register_person
from wasl.people.rules import Birth, NoneOfThese, Particulars
from wasl.territory.models import Territory
from wasl.vocabulary import UnknownTerm, term

CIRCUIT = "CHILD"


class CannotSignal(Exception):
    """A signal that is not accepted, or does not move so; `fault` says why."""

    def __init__(self, fault: SignalFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class WhoReports:
    """`quality` is free: teacher, neighbour, doctor."""

    name: str = ""
    phone: str = ""
    quality: str = ""


def sealed_for(row_id: UUID, content: Mapping[str, str]) -> bytes:
    return seal(json.dumps(dict(content), ensure_ascii=False).encode(), context=b"signal:" + row_id.bytes)


def unsealed(row: Any) -> dict[str, str]:
    return json.loads(unseal(bytes(row.sealed), context=b"signal:" + row.pk.bytes))  # type: ignore[no-any-return]


@transaction.atomic
def record_signal(
    *,
    actor: Actor,
    now: datetime,
    signal_id: UUID,
    way: str,
    urgency: str,
    situation: str,
    words: str,
    children: Sequence[Child],
    place: str = "",
    commune_code: str = "",
    received_at: datetime | None = None,
    reporter: WhoReports | None = None,
    keep_from: Sequence[UUID] = (),
) -> ProtectionSignal:
    """Writes the minute; the agents of the cell and who is on duty read it, those in `keep_from` (relatives) never.

    What is known of the reporter goes where nobody reads it until somebody is named; it may not stand in the words.
    """
    require(actor, Permission.SIGNAL_RECORD, path=actor.path)
    received = received_at or now
    if known := _known(actor, signal_id, way=way, words=words):
        return known
    _refuse_signal(words, place, children, situation, commune_code, received, now, reporter)
    unit = unit_of(actor, on=localtime(received).date())
    duty = duty_at(path=actor.path, circuit=CIRCUIT, at=now)
    where = {
        "unit": unit, "path": unit.path, "level": NOMINATIVE, "seal": signal_id, "recorded_by_id": actor.account_id,
        **_place_of_duty(duty.account_id if duty else None, actor),
    }  # fmt: skip
    row = ProtectionSignal(
        pk=signal_id, way=Way(way), urgency=urgency, situation=situation, commune_code=commune_code,
        received_at=received, is_anonymous=reporter is None, on_duty_id=duty.account_id if duty else None,
        sealed=sealed_for(signal_id, {"words": words.strip(), "place": place.strip()}), **where,
    )  # fmt: skip
    opener = _named(actor, row, keep_from=keep_from)
    with entered(opener):
        insert(row)
        for child in children:
            _add_child(row, child, where)
    if reporter is not None:
        _keep_reporter(actor, row, reporter, where)
    _journal(actor, row, Permission.SIGNAL_RECORD)
    return row


def _known(actor: Actor, signal_id: UUID, *, way: str, words: str) -> ProtectionSignal | None:
    row = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(pk=signal_id).first()
    if row is not None and (row.way != way or unsealed(row)["words"] != words.strip()):
        raise CannotSignal(SignalFault.OTHER_CONTENT)
    return row  # type: ignore[no-any-return]


def _refuse_signal(
    words: str,
    place: str,
    children: Sequence[Child],
    situation: str,
    commune_code: str,
    received: datetime,
    now: datetime,
    reporter: WhoReports | None,
) -> None:
    fault = fault_of_signal(words=words, children=children, received_at=received, now=now)
    if fault is None and reporter and reporter.name:
        told = [words, place, *(one.described for one in children)]
        fault = SignalFault.REPORTER_NAMED if names_in(told, reporter.name) else None
    if fault is None and commune_code and not Territory.objects.filter(code=commune_code).exists():
        fault = SignalFault.UNKNOWN_PLACE
    try:
        term("vulnerability_situations", situation)
    except UnknownTerm:
        fault = fault or SignalFault.UNKNOWN_SITUATION
    if fault:
        raise CannotSignal(fault)


def _place_of_duty(account_id: UUID | None, actor: Actor) -> dict[str, Any]:
    """The unit of the agent on duty, when it is another than the one that writes."""
    if account_id is None:
        return {}
    account = Account.objects.select_related("agent__unit").get(pk=account_id)
    unit = account.agent.unit
    return {"to_unit": unit, "to_path": unit.path} if unit and unit.pk != actor.unit_id else {}


def _named(actor: Actor, row: ProtectionSignal, *, keep_from: Sequence[UUID]) -> Actor:
    """The cell and who is on duty are named, relatives denied; answers the actor who now reads it."""
    today = localtime(row.received_at).date()
    readers = {actor.account_id, *team_of(path=row.path, circuit=CIRCUIT, on=today)}
    readers |= {row.on_duty_id} if row.on_duty_id else set()
    for account_id in sorted(readers - set(keep_from)):
        name_account(actor=actor, dossier_id=row.pk, path=row.path, account_id=account_id)
    for account_id in keep_from:
        deny_account(actor=actor, dossier_id=row.pk, path=row.path, account_id=account_id, reason="relative")
    return replace(actor, named=actor.named | {row.pk})


def _add_child(row: ProtectionSignal, child: Child, where: Mapping[str, Any]) -> SignalChild:
    pk = new_id()
    content = {"name": child.name.strip(), "described": child.described.strip()}
    return insert(
        SignalChild(pk=pk, signal=row, sex=child.sex, age=child.age, sealed=sealed_for(pk, content), **where)
    )  # fmt: skip


def _keep_reporter(actor: Actor, row: ProtectionSignal, who: WhoReports, where: Mapping[str, Any]) -> None:
    """Written as somebody named on it for this one line only: nobody is, once it is written."""
    pk = new_id()
    content = {"name": who.name.strip(), "phone": who.phone.strip(), "quality": who.quality.strip()}
    with entered(replace(actor, named=actor.named | {pk, row.pk})):
        insert(Reporter(pk=pk, signal=row, sealed=sealed_for(pk, content), **dict(where) | {"seal": pk}))


def _locked(actor: Actor, signal_id: UUID) -> ProtectionSignal:
    require(actor, Permission.SIGNAL_RECORD)
    rows = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD).select_for_update(of=("self",))
    row = rows.filter(pk=signal_id).first()
    if row is None:
        raise NotAllowed(Permission.SIGNAL_RECORD, "a signal out of reach")
    return row  # type: ignore[no-any-return]


def _move(row: ProtectionSignal, to: SignalState) -> None:
    if to not in NEXT_SIGNAL[SignalState(row.state)]:
        raise CannotSignal(SignalFault.STATE)
    row.state = to


@transaction.atomic
def add_child(*, actor: Actor, signal_id: UUID, child: Child) -> SignalChild:
    """One more child of the same event: a brother or sister found later."""
    row = _locked(actor, signal_id)
    if row.state in {SignalState.JOINED, SignalState.DISMISSED}:
        raise CannotSignal(SignalFault.STATE)
    made = _add_child(row, child, _where(row, actor))
    _journal(actor, row, "signal:add_child")
    return made


def _where(row: ProtectionSignal, actor: Actor) -> dict[str, Any]:
    return {
        "unit_id": row.unit_id, "path": row.path, "to_unit_id": row.to_unit_id, "to_path": row.to_path,
        "level": row.level, "seal": row.seal, "recorded_by_id": actor.account_id,
    }  # fmt: skip


@transaction.atomic
def take_signal(*, actor: Actor, now: datetime, signal_id: UUID) -> ProtectionSignal:
    """The actor takes it on: the others see that somebody does. Taken again by the same, nothing changes."""
    row = _locked(actor, signal_id)
    if row.state == SignalState.TAKEN and row.taken_by_id == actor.account_id:
        return row
    _move(row, SignalState.TAKEN)
    row.taken_by_id, row.taken_at, row.event_id, row.dismissal = actor.account_id, now, None, ""
    row.save(update_fields=["state", "taken_by", "taken_at", "event", "dismissal"])
    _journal(actor, row, "signal:take")
    return row


@transaction.atomic
def join_signal(*, actor: Actor, now: datetime, signal_id: UUID, event_id: UUID) -> ProtectionSignal:
    """The signal is about the event of another one: it counts no more, and its words are read beside the other's."""
    first = _locked(actor, event_id)
    if first.event_id is not None:
        first = _locked(actor, first.event_id)
    row = _locked(actor, signal_id)
    if row.event_id == first.pk:
        return row
    if row.pk == first.pk:
        raise CannotSignal(SignalFault.SAME_SIGNAL)
    children = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(signal_id=row.pk)
    if children.filter(case__isnull=False).exists():
        raise CannotSignal(SignalFault.HAS_CASE)
    _move(row, SignalState.JOINED)
    row.event_id, row.first_acted_at = first.pk, row.first_acted_at or now
    row.save(update_fields=["state", "event", "first_acted_at"])
    joined = ProtectionSignal.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(event_id=row.pk)
    joined.update(event_id=first.pk)
    _journal(actor, row, "signal:join")
    return row


@transaction.atomic
def dismiss_signal(*, actor: Actor, now: datetime, signal_id: UUID, reason: str) -> ProtectionSignal:
    """Put aside with a reason; whoever reads it may take it up again."""
    row = _locked(actor, signal_id)
    if reason not in set(WhyDismissed):
        raise CannotSignal(SignalFault.NO_REASON)
    _move(row, SignalState.DISMISSED)
    row.dismissal, row.first_acted_at = reason, row.first_acted_at or now
    row.save(update_fields=["state", "dismissal", "first_acted_at"])
    _journal(actor, row, "signal:dismiss", reason=reason)
    return row


@transaction.atomic
def open_from_signal(
    *, actor: Actor, now: datetime, child_id: UUID, case_id: UUID, registration_id: UUID | None = None
) -> CircuitRun:
    """The child's own dossier, under the circuit, its deadlines counted from the call; without a registration the child
    is registered without a name. Asked twice, it answers the dossier already opened."""
    require(actor, Permission.SIGNAL_RECORD)
    child = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(pk=child_id).first()
    if child is None:
        raise NotAllowed(Permission.SIGNAL_RECORD, "a signal out of reach")
    row = _locked(actor, child.signal_id)
    child = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD).get(pk=child_id)
    if child.case_id is not None:
        return CircuitRun.objects.visible_to(actor, Permission.CASE_READ).get(  # type: ignore[no-any-return]
            case_id=child.case_id, circuit=CIRCUIT, ended_at__isnull=True
        )
    if row.state in {SignalState.JOINED, SignalState.DISMISSED}:
        raise CannotSignal(SignalFault.STATE)
    who = registration_id or _unknown(actor, child, row, now=now)
    situation = (row.situation, 3, localtime(row.received_at).date())
    case = open_case(
        actor=actor, now=now, case_id=case_id, registration_id=who, basis="URGENCE",
        # A dossier that said "school" would point to whoever reported.
        channel="NUM_VERT" if row.way == Way.PHONE else "SPONT", situations=[situation], level=NOMINATIVE,
    )  # fmt: skip
    named = replace(actor, named=actor.named | {case.pk})
    with entered(named):
        run = start_circuit(
            actor=named, now=now, run_id=new_id(), case_id=case.pk, circuit=CIRCUIT, since_at=row.received_at
        )
        child.case = case
        child.save(update_fields=["case"])
        row.state = SignalState.FOLLOWED
        row.first_acted_at = row.first_acted_at or now
        row.save(update_fields=["state", "first_acted_at"])
    _journal(actor, row, "signal:open")
    return run


def _unknown(actor: Actor, child: SignalChild, row: ProtectionSignal, *, now: datetime) -> UUID:
    """A registration without a name: what the caller said of sex, age and place."""
    today = localtime(now).date()
    birth = Birth() if child.age is None else Birth(age=child.age, stated_on=today)
    made = register_person(
        actor=actor, now=now, particulars=Particulars(sex=child.sex, birth=birth, commune_code=row.commune_code),
        none_of_these=NoneOfThese.UNSURE,
    )  # fmt: skip
    return made.pk  # type: ignore[no-any-return]


def _journal(actor: Actor, row: ProtectionSignal, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="signal", subject_id=row.pk, path=row.path, level=row.level, seal=row.pk,
        reason=reason,
    )  # fmt: skip

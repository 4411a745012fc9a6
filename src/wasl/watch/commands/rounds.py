"""Planned rounds: drawn once, walked home by home, closed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.catalogue.queries import questionnaire_version, questionnaires_on
from wasl.catalogue.questionnaires.answers import Missing, read
from wasl.catalogue.questionnaires.rules import form_of
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.sealed import seal, unseal
from wasl.territory.models import Territory
from wasl.territory.rules import Level
from wasl.watch.commands.field_signals import journal
from wasl.watch.commands.placing import IdTaken, insert, of_row, placed
from wasl.watch.models import FieldRound, RoundStop
from wasl.watch.rules.personal_words import personal_in
from wasl.watch.rules.rounds import (
    NEXT_ROUND,
    Place,
    RoundFault,
    RoundState,
    StopState,
    drawn,
    fault_of_round,
    fault_of_stop,
    frame_digest,
)

P = Permission


class CannotRound(Exception):
    """A round that cannot be planned or walked so; `missing` says what is wrong with which answer."""

    def __init__(self, fault: RoundFault, missing: Mapping[str, Missing] | None = None) -> None:
        super().__init__(fault)
        self.fault, self.missing = fault, dict(missing or {})


def frame_of(codes: Sequence[str]) -> list[Place]:
    """The communes and how many homes the census counted there; unknown codes are left out."""
    rows = Territory.objects.filter(code__in=set(codes), level__in=[Level.COMMUNE, Level.ARRONDISSEMENT])
    return sorted(Place(code, homes or 0) for code, homes in rows.values_list("code", "households_2024"))


@transaction.atomic
def plan_round(
    *,
    actor: Actor,
    now: datetime,
    round_id: UUID,
    name: str,
    places: Sequence[str],
    questionnaire_id: UUID,
    sample: int,
    seed: int,
    since: date,
    until: date,
) -> FieldRound:
    """Draws the homes and writes them down; the same id sent again is the same round."""
    require(actor, P.WATCH_ROUND_PLAN)
    codes = sorted(set(places))
    frame = frame_of(codes)
    fault = fault_of_round(name=name, places=frame, asked=len(codes), sample=sample, since=since, until=until)
    if fault is None and not questionnaires_on(localtime(now).date()).filter(pk=questionnaire_id).exists():
        fault = RoundFault.QUESTIONNAIRE
    if fault:
        raise CannotRound(fault)
    known = FieldRound.objects.visible_to(actor, P.WATCH_ROUND_PLAN).filter(pk=round_id).first()
    if known is not None:
        if (known.seed, known.places, known.sample) != (seed, codes, sample):
            raise CannotRound(RoundFault.OTHER_CONTENT)
        return known  # type: ignore[no-any-return]
    row = FieldRound(
        pk=round_id, name=name.strip(), places=codes, questionnaire_id=questionnaire_id, sample=sample, seed=seed,
        frame=frame_digest(frame), since_on=since, until_on=until, **placed(actor, now=now),
    )  # fmt: skip
    try:
        insert(row)
    except IdTaken:
        raise CannotRound(RoundFault.OTHER_CONTENT) from None
    where = of_row(row, now=now, by=actor.account_id)
    stops = [
        RoundStop(pk=new_id(), round=row, position=position, place_code=home.code, home=home.number, **where)
        for position, home in enumerate(drawn(frame, sample=sample, seed=seed), start=1)
    ]
    RoundStop.objects.visible_to(actor, P.WATCH_ROUND_PLAN).bulk_create(stops, batch_size=500)
    journal(actor, row, P.WATCH_ROUND_PLAN, subject="fieldround")
    return row


def _round(actor: Actor, round_id: UUID, permission: Permission) -> FieldRound:
    require(actor, permission)
    rows = FieldRound.objects.visible_to(actor, permission).select_for_update(of=("self",))
    row = rows.filter(pk=round_id).first()
    if row is None:
        raise NotAllowed(permission, "a round out of reach")
    return row  # type: ignore[no-any-return]


@transaction.atomic
def move_round(*, actor: Actor, round_id: UUID, to: str) -> FieldRound:
    row = _round(actor, round_id, P.WATCH_ROUND_PLAN)
    if row.state == to:
        return row
    if to not in set(RoundState) or RoundState(to) not in NEXT_ROUND[RoundState(row.state)]:
        raise CannotRound(RoundFault.STATE)
    row.state = to
    row.save(update_fields=["state"])
    journal(actor, row, "watch:round", reason=to, subject="fieldround")
    return row


def _context(stop_id: UUID) -> bytes:
    return b"round stop:" + stop_id.bytes


def answers_of(stop: RoundStop) -> dict[str, list[str]]:
    raw = bytes(stop.sealed)
    return json.loads(unseal(raw, context=_context(stop.pk))) if raw else {}


@transaction.atomic
def note_stop(
    *,
    actor: Actor,
    now: datetime,
    round_id: UUID,
    position: int,
    to: str,
    visited_on: date,
    typed: Mapping[str, Sequence[str]] | None = None,
) -> RoundStop:
    """What became of one home: its answers, nobody there, refused, or no such home. Said again, it changes nothing."""
    row = _round(actor, round_id, P.WATCH_ROUND_WALK)
    stops = RoundStop.objects.visible_to(actor, P.WATCH_ROUND_WALK).select_for_update(of=("self",))
    stop = stops.filter(round_id=row.pk, position=position).first()
    if stop is None:
        raise NotAllowed(P.WATCH_ROUND_WALK, "no such home")
    kept = _read(row, typed or {}) if to == StopState.VISITED else {}
    if stop.state == to and (to != StopState.VISITED or answers_of(stop) == kept):
        return stop  # type: ignore[no-any-return]
    fault = fault_of_stop(
        state=stop.state, to=to, on=visited_on, since=row.since_on, today=localtime(now).date(),
        is_open=row.state == RoundState.OPEN,
    )  # fmt: skip
    if fault:
        raise CannotRound(fault)
    stop.state, stop.visited_on = to, visited_on
    if to == StopState.VISITED:
        stop.sealed = seal(json.dumps(kept).encode(), context=_context(stop.pk))
    stop.recorded_at, stop.recorded_by_id = now, actor.account_id
    stop.save(update_fields=["state", "visited_on", "sealed", "recorded_at", "recorded_by"])
    journal(actor, stop, P.WATCH_ROUND_WALK, reason=to, subject="roundstop")
    return stop  # type: ignore[no-any-return]


def _read(row: FieldRound, typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Answers that keep to the questionnaire and lead to nobody."""
    version = questionnaire_version(row.questionnaire_id)
    if version is None:
        raise CannotRound(RoundFault.QUESTIONNAIRE)
    kept, missing = read(form_of(version.content), typed)
    if missing:
        raise CannotRound(RoundFault.ANSWERS, missing)
    if personal_in(*(text for values in kept.values() for text in values)):
        raise CannotRound(RoundFault.ANSWERS)
    return kept

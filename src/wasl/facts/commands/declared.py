"""Declared figures: entered by one, approved by another, corrected by a new version, never removed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.figures import Qualifier
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.facts.measures import UnknownMeasure, measure_of
from wasl.facts.models import DeclaredFact
from wasl.facts.queries import state_of
from wasl.facts.rules.declaring import OPEN, Entry, Status, ValueRefusal, may_approve, value_refusal
from wasl.journal import commands as journal
from wasl.network.models import Unit


class CannotDeclare(Exception):
    """`why` is a ValueRefusal, "measure", "closed_unit" or "future"; `entry` says which value, if one."""

    def __init__(self, why: str, entry: Entry | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.entry = entry


class CannotApprove(Exception):
    """`why` is "own_entry" (the person who entered may not approve) or "nothing" (nothing was submitted)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ChangedMeanwhile(Exception):
    """Somebody else changed the same state after it was read."""


Key = tuple[str, str]


@transaction.atomic
def declare_state(
    *,
    actor: Actor,
    unit: Unit,
    period: Period,
    entries: Sequence[Entry],
    source: str,
    seen: Mapping[Key, UUID],
    is_submitted: bool,
    now: datetime,
    today: date,
) -> int:
    """Writes what was typed for a unit's state of a period; answers how many values changed.

    `seen` is the id of the version shown for each (measure, line): a newer one raises ChangedMeanwhile. A value
    equal to the approved one is left alone; another becomes a new version, which waits for approval.
    """
    require(actor, Permission.FACT_DECLARE, path=unit.path)
    _check_unit(unit, period, today)
    current = {(fact.measure, fact.line): fact for fact in _locked(actor, unit, period)}
    changed = 0
    for entry in entries:
        _check_entry(entry)
        fact = current.get((entry.measure, entry.line))
        if (fact.id if fact else None) != seen.get((entry.measure, entry.line)):
            raise ChangedMeanwhile
        status = Status.SUBMITTED if is_submitted else Status.DRAFT
        if fact and _says(fact, entry, source) and (fact.status == Status.APPROVED or fact.status == status):
            continue
        _write(actor, unit, period, entry, fact, status=status, source=source, now=now)
        changed += 1
    if changed:
        verb = f"fact:{'submit' if is_submitted else 'draft'}"
        journal.record(actor=actor, verb=verb, subject="state", subject_id=unit.pk, path=unit.path, reason=period.code)
    return changed


@transaction.atomic
def approve_state(*, actor: Actor, unit: Unit, period: Period, now: datetime) -> int:
    """Approves every submitted value of the state; the approved ones they replace become `corrected`."""
    require(actor, Permission.FACT_APPROVE, path=unit.path)
    submitted = [fact for fact in _locked(actor, unit, period) if fact.status == Status.SUBMITTED]
    if not submitted:
        raise CannotApprove("nothing")
    for fact in submitted:
        if not may_approve(entered_by=fact.entered_by_id, approver=actor.account_id, status=Status(fact.status)):
            raise CannotApprove("own_entry")
        _versions(actor, unit, period).filter(measure=fact.measure, line=fact.line, status=Status.APPROVED).update(
            status=Status.CORRECTED
        )
        fact.status, fact.approved_by_id, fact.approved_at = Status.APPROVED, actor.account_id, now
        fact.save(update_fields=["status", "approved_by", "approved_at"])
    journal.record(
        actor=actor, verb="fact:approve", subject="state", subject_id=unit.pk, path=unit.path, reason=period.code
    )
    return len(submitted)


@transaction.atomic
def return_state(*, actor: Actor, unit: Unit, period: Period, remark: str) -> int:
    """Sends what was submitted back to whoever entered it, with a remark."""
    require(actor, Permission.FACT_APPROVE, path=unit.path)
    submitted = _versions(actor, unit, period).filter(status=Status.SUBMITTED)
    returned = submitted.update(status=Status.DRAFT, remark=remark[:300])
    if not returned:
        raise CannotApprove("nothing")
    journal.record(
        actor=actor, verb="fact:return", subject="state", subject_id=unit.pk, path=unit.path, reason=period.code
    )
    return int(returned)


def _versions(actor: Actor, unit: Unit, period: Period):  # type: ignore[no-untyped-def]
    rows = DeclaredFact.objects.visible_to(actor, Permission.FACT_READ)
    return rows.filter(unit=unit, period=period.code)


def _locked(actor: Actor, unit: Unit, period: Period) -> list[DeclaredFact]:
    return state_of(actor=actor, unit=unit, period=period, is_locked=True)


def _check_unit(unit: Unit, period: Period, today: date) -> None:
    if unit.opened_on >= period.until or (unit.closed_on and unit.closed_on <= period.since):
        raise CannotDeclare("closed_unit")
    if period.since > today:
        raise CannotDeclare("future")


def _check_entry(entry: Entry) -> None:
    try:
        measure = measure_of(entry.measure)
    except UnknownMeasure:
        raise CannotDeclare("measure", entry) from None
    refusal: ValueRefusal | None = value_refusal(
        entry.value, unit=measure.unit, qualifier=entry.qualifier, recorded=entry.recorded
    )
    if refusal:
        raise CannotDeclare(refusal, entry)


def _says(fact: DeclaredFact, entry: Entry, source: str) -> bool:
    return (fact.value, fact.qualifier, fact.recorded_value, fact.source) == (
        entry.value, entry.qualifier, entry.recorded, source,
    )  # fmt: skip


def _write(
    actor: Actor,
    unit: Unit,
    period: Period,
    entry: Entry,
    fact: DeclaredFact | None,
    *,
    status: Status,
    source: str,
    now: datetime,
) -> None:
    measure = measure_of(entry.measure)
    if fact is None or fact.status not in OPEN:
        fact = DeclaredFact(
            unit=unit, path=unit.path, level=0, measure=entry.measure, line=entry.line, counted=measure.unit,
            period=period.code, since=period.since, until=period.until, version=fact.version + 1 if fact else 1,
        )  # fmt: skip
    fact.value, fact.qualifier, fact.recorded_value = entry.value, Qualifier(entry.qualifier), entry.recorded
    fact.source, fact.remark, fact.status = source, "", status
    fact.entered_by_id, fact.entered_at = actor.account_id, now
    try:
        with transaction.atomic():
            fact.save()
    except IntegrityError as error:
        raise ChangedMeanwhile from error

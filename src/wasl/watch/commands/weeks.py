"""Weekly states: typed by one, approved by another, corrected by the next version."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.facts.rules.declaring import OPEN, Status
from wasl.journal.commands import record
from wasl.network.models import Unit
from wasl.watch.importing import LineFault, WeekLine
from wasl.watch.measures import measure_of
from wasl.watch.models import WeekState
from wasl.watch.queries.weeks import state_of_week, types_of
from wasl.watch.rules.states import WeekEntry, WeekFault, fault_of_entry, fault_of_week


class CannotDeclareWeek(Exception):
    """`fault` says why; `measure` which value, if one."""

    def __init__(self, fault: WeekFault, measure: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.measure = measure


@transaction.atomic
def declare_week(
    *,
    actor: Actor,
    unit: Unit,
    week: date,
    entries: Sequence[WeekEntry],
    seen: Mapping[str, UUID],
    now: datetime,
    today: date,
    source: str = "",
) -> int:
    """Submits what was typed for a unit's week; answers how many values changed.

    `seen` is the id of the version shown for each measure: a newer one is not overwritten.
    """
    require(actor, Permission.FACT_DECLARE, path=unit.path)
    if fault := fault_of_week(week, today=today, opened_on=unit.opened_on, closed_on=unit.closed_on):
        raise CannotDeclareWeek(fault)
    current = state_of_week(actor=actor, unit=unit, week=week, is_locked=True)
    changed = 0
    for entry in entries:
        if fault := fault_of_entry(entry, measure_of(entry.measure)):
            raise CannotDeclareWeek(fault, entry.measure)
        known = current.get(entry.measure)
        if (known.pk if known else None) != seen.get(entry.measure):
            raise CannotDeclareWeek(WeekFault.CHANGED)
        if known is not None and (known.value, known.enrolled) == (entry.value, entry.enrolled):
            continue
        _write(actor, unit, week, entry, known, source=source, now=now)
        changed += 1
    if changed:
        _note(actor, unit, week, "week:submit")
    return changed


def _write(
    actor: Actor, unit: Unit, week: date, entry: WeekEntry, known: WeekState | None, *, source: str, now: datetime
) -> None:
    if known is None or known.status not in OPEN:
        known = WeekState(
            unit=unit, path=unit.path, level=0, measure=entry.measure, week=week,
            version=known.version + 1 if known else 1,
        )  # fmt: skip
    known.value, known.enrolled, known.source, known.remark = entry.value, entry.enrolled, source[:120], ""
    known.status, known.entered_by_id, known.entered_at = Status.SUBMITTED, actor.account_id, now
    try:
        with transaction.atomic():
            known.save()
    except IntegrityError as error:
        raise CannotDeclareWeek(WeekFault.CHANGED) from error


@transaction.atomic
def approve_week(*, actor: Actor, unit: Unit, week: date, now: datetime) -> int:
    """Approves what was submitted; the approved versions it replaces become `corrected`."""
    require(actor, Permission.FACT_APPROVE, path=unit.path)
    current = state_of_week(actor=actor, unit=unit, week=week, is_locked=True)
    waiting = [state for state in current.values() if state.status == Status.SUBMITTED]
    if not waiting:
        raise CannotDeclareWeek(WeekFault.NOTHING)
    for state in waiting:
        if state.entered_by_id == actor.account_id:
            raise CannotDeclareWeek(WeekFault.OWN)
        rows = WeekState.objects.visible_to(actor, Permission.FACT_READ).filter(unit=unit, week=week)
        rows.filter(measure=state.measure, status=Status.APPROVED).update(status=Status.CORRECTED)
        state.status, state.approved_by_id, state.approved_at = Status.APPROVED, actor.account_id, now
        state.save(update_fields=["status", "approved_by", "approved_at"])
    _note(actor, unit, week, "week:approve")
    return len(waiting)


@transaction.atomic
def return_week(*, actor: Actor, unit: Unit, week: date, remark: str) -> int:
    """Sends it back to whoever typed it, with a remark."""
    require(actor, Permission.FACT_APPROVE, path=unit.path)
    rows = WeekState.objects.visible_to(actor, Permission.FACT_READ).filter(unit=unit, week=week)
    returned = int(rows.filter(status=Status.SUBMITTED).update(status=Status.DRAFT, remark=remark[:300]))
    if not returned:
        raise CannotDeclareWeek(WeekFault.NOTHING)
    _note(actor, unit, week, "week:return")
    return returned


class CannotImportWeeks(Exception):
    """`faults` name their lines; nothing of the file was taken."""

    def __init__(self, faults: Sequence[LineFault]) -> None:
        super().__init__(len(faults))
        self.faults = tuple(faults)


@transaction.atomic
def import_weeks(
    *,
    actor: Actor,
    lines: Sequence[WeekLine],
    source: str,
    now: datetime,
    today: date,
    unread: Sequence[LineFault] = (),
) -> int:
    """Submits past weeks of units of the actor's territory, all or none; answers how many values changed.

    `unread` are the lines that could not be read: nothing is taken then, and the others are judged all the same, so
    that whoever corrects the file is told everything at once.
    """
    require(actor, Permission.FACT_DECLARE)
    low, high = path_range(actor.path)
    codes = {line.unit for line in lines}
    units = {one.code: one for one in Unit.objects.filter(code__in=codes, path__gte=low, path__lt=high)}
    asked = types_of([unit.pk for unit in units.values()])
    faults = list(unread)
    groups: dict[tuple[str, date], list[WeekLine]] = defaultdict(list)
    for line in lines:
        if line.unit not in units:
            faults.append(LineFault(line.line, WeekFault.UNIT, line.unit[:60]))
        elif not asked[units[line.unit].pk] & set(measure_of(line.entry.measure).types):
            faults.append(LineFault(line.line, WeekFault.MEASURE, line.entry.measure))
        else:
            groups[line.unit, line.week].append(line)
    changed = 0
    for (code, week), some in groups.items():
        known = state_of_week(actor=actor, unit=units[code], week=week)
        try:
            changed += declare_week(
                actor=actor, unit=units[code], week=week, entries=[line.entry for line in some], source=source,
                seen={measure: row.pk for measure, row in known.items()}, now=now, today=today,
            )  # fmt: skip
        except CannotDeclareWeek as refusal:
            faults += [
                LineFault(one.line, refusal.fault, _told(one, refusal.fault))
                for one in some
                if refusal.measure in {"", one.entry.measure}
            ]
    if faults:
        raise CannotImportWeeks(sorted(faults, key=lambda one: one.line))
    return changed


def _told(line: WeekLine, fault: WeekFault) -> str:
    if fault in {WeekFault.FUTURE, WeekFault.CLOSED}:
        return f"{line.week:%d/%m/%Y}"
    return str(line.entry.value) if fault in {WeekFault.ABOVE, WeekFault.LARGE} else ""


def _note(actor: Actor, unit: Unit, week: date, verb: str) -> None:
    record(actor=actor, verb=verb, subject="unit", subject_id=unit.pk, path=unit.path, reason=week.isoformat())

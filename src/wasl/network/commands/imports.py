"""The first day's workbook of units: held, taken in whole or in part, undone while nothing stands on it."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from wasl.core.actor import ROOT, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.bulk import NewState, NewUnit, write_units
from wasl.network.commands.tree import Profile, lock_tree
from wasl.network.importing import LAYOUT, Entry, Verdict, judge
from wasl.network.models import Import
from wasl.network.queries.imports import known_now
from wasl.network.workbooks import read


class NotHeld(LookupError):
    """No such workbook is held for this account, or it was taken already."""


class RowsRefused(Exception):
    """Rows that were asked for are refused: correct the file, or take the accepted rows only."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        super().__init__(len(verdicts))
        self.verdicts = verdicts


class InUse(Exception):
    """Something already stands on what the import made: it can no longer be undone."""


@transaction.atomic
def hold_units(*, actor: Actor, file_name: str, content: bytes) -> Import:
    """Keeps the rows for review; nothing changes in the tree. Raises Unreadable."""
    require(actor, Permission.UNIT_CREATE, path=ROOT)
    rows = read(content, LAYOUT)
    Import.objects.filter(account_id=actor.account_id, made_at__isnull=True, kind=Import.Kind.UNITS).delete()
    return Import.objects.create(
        kind=Import.Kind.UNITS,
        account_id=actor.account_id,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        row_count=len(rows),
        rows=rows,
    )


@transaction.atomic
def import_units(
    *, actor: Actor, import_id: UUID, now: datetime, today: date, rows: Collection[int] | None = None
) -> Import:
    """Writes the rows whose numbers are given (None: all of them, or none if one is refused).

    Rows are judged again under the tree's lock. Raises RowsRefused, NotHeld.
    """
    require(actor, Permission.UNIT_CREATE, path=ROOT)
    lock_tree()
    held = held_import(actor=actor, import_id=import_id, kind=Import.Kind.UNITS)
    chosen = chosen_rows(held, rows)
    verdicts = judge(chosen, known_now(), today=today)
    if refused := [verdict for verdict in verdicts if not verdict.is_accepted]:
        raise RowsRefused(refused)
    units = write_units([_new(verdict.entry) for verdict in verdicts if verdict.entry], today=today)
    taken(held, [unit.pk for unit in units.values()], now=now)
    record(actor=actor, verb="unit:import", subject="import", subject_id=held.pk, path=ROOT)
    return held


@transaction.atomic
def undo_units(*, actor: Actor, import_id: UUID, now: datetime) -> int:
    """Removes every unit the import made, or (InUse) none; answers how many."""
    require(actor, Permission.UNIT_CREATE, path=ROOT)
    lock_tree()
    made = made_import(import_id=import_id, kind=Import.Kind.UNITS)
    statements = [
        "DELETE FROM network_coverage WHERE unit_id = ANY(%s)",
        "DELETE FROM network_unitstate WHERE unit_id = ANY(%s)",
        "DELETE FROM network_unit WHERE id = ANY(%s)",
    ]
    remove(statements, made.created_ids)
    return mark_undone(actor, made, verb="unit:import_undo", now=now)


def held_import(*, actor: Actor, import_id: UUID, kind: str) -> Import:
    found = Import.objects.select_for_update().filter(pk=import_id, kind=kind, account_id=actor.account_id).first()
    if found is None or found.made_at is not None:
        raise NotHeld
    return found


def made_import(*, import_id: UUID, kind: str) -> Import:
    found = Import.objects.select_for_update().filter(pk=import_id, kind=kind, undone_at__isnull=True).first()
    if found is None or found.made_at is None:
        raise NotHeld
    return found


def chosen_rows(held: Import, rows: Collection[int] | None) -> list[tuple[int, dict[str, str]]]:
    """Pairs (line of the file, row); the heading is line 1."""
    numbered = list(enumerate(held.rows, start=2))
    return numbered if rows is None else [pair for pair in numbered if pair[0] in set(rows)]


def taken(held: Import, ids: Sequence[UUID], *, now: datetime) -> None:
    """The rows are let go: what they said is in the tables now."""
    held.created_ids, held.made_at, held.rows = list(ids), now, []
    held.save(update_fields=["created_ids", "made_at", "rows"])


def remove(statements: Sequence[str], ids: Sequence[UUID]) -> None:
    """Deletes in the order given, all or (InUse) nothing: whatever refers to the rows keeps them."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, [list(ids)])
            # Foreign keys are checked at the end of a transaction; here we want to know now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        raise InUse from error


def mark_undone(actor: Actor, made: Import, *, verb: str, now: datetime) -> int:
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    record(actor=actor, verb=verb, subject="import", subject_id=made.pk, path=ROOT)
    return len(made.created_ids)


def _new(entry: Entry) -> NewUnit:
    state = NewState(
        since=entry.opened_on, until=entry.closed_on, parent=entry.parent, profile=Profile(**entry.columns)
    )
    coverage = [(code, entry.opened_on, entry.closed_on) for code in entry.territories]
    return NewUnit(code=entry.code, kind=entry.kind, states=[state], closed_on=entry.closed_on, coverage=coverage)

"""The dry run: rows are read, then looked for, some hundreds at a time. Nothing is written to the registry."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate

from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.people.commands.lists.held import IMPORT, hold, move, note, rows_of, seal_row, unseal_row
from wasl.people.lists.headers import Field
from wasl.people.lists.lines import Line, lines_of
from wasl.people.lists.rows import as_plain
from wasl.people.lists.twins import sought_in, twins_in
from wasl.people.lists.verdicts import Judged, Twin, judge
from wasl.people.models import ListRow, PersonList
from wasl.people.queries.lists import book_of, tables_of_list
from wasl.people.queries.many import search_many
from wasl.people.rules.lists import ListState
from wasl.people.rules.sought import Sought

CHUNK = 400
WRITTEN_AT_ONCE = 2_000


@transaction.atomic
def read_rows(*, actor: Actor, list_id: UUID, now: datetime) -> int:
    """Every line of the list as a row with its household and its likeness to earlier ones; answers how many.

    In one transaction: a worker that dies here begins again.
    """
    held = hold(actor, list_id)
    if held.state != ListState.READING:
        return 0
    today = localdate(now)
    book = book_of(actor=actor, held=held)
    columns = [Field(column) for column in held.columns]
    lines = lines_of(book, tables_of_list(book, held), columns, today=today)
    twins = twins_in(lines)
    rows_of(actor, held.pk).delete()
    ids = sorted(new_id() for _line in lines)
    made = _rows(held, lines, twins, ids)
    for batch in batched(made, WRITTEN_AT_ONCE):
        ListRow.objects.visible_to(actor, IMPORT).bulk_create(batch)
    move(actor, held, ListState.CHECKING, row_count=len(lines))
    return len(lines)


def _rows(held: PersonList, lines: Sequence[Line], twins: dict[int, Twin], ids: Sequence[UUID]) -> Iterator[ListRow]:
    for index, line in enumerate(lines):
        twin = twins.get(index)
        yield ListRow(
            pk=ids[index],
            person_list_id=held.pk,
            unit_id=held.unit_id,
            path=held.path,
            level=held.level,
            sheet=line.sheet,
            line=line.line,
            sealed=seal_row(ids[index], line.cells, as_plain(line.entry)),
            reasons=[["TWIN", *twin.line, twin.is_certain]] if twin else [],
            twin=ids[twin.index] if twin else None,
            home=uuid5(held.pk, line.home) if line.home else None,
            role=line.role,
        )


@transaction.atomic
def check_rows(*, actor: Actor, list_id: UUID, now: datetime, limit: int = CHUNK) -> int:
    """A verdict for the next rows that have none; answers how many, 0 once all have.

    Several workers may check one list: each takes rows the others do not hold.
    """
    rows = rows_of(actor, list_id).filter(verdict="").order_by("sheet", "line")
    mine = list(rows.select_for_update(skip_locked=True)[:limit])
    if not mine:
        _finish(actor, list_id, now)
        return 0
    entries = [unseal_row(row)[1] for row in mine]
    soughts = [
        Sought(()) if entry.aside or entry.faults or _is_repeated(row) else sought_in(entry)
        for row, entry in zip(mine, entries, strict=True)
    ]
    found = search_many(actor=actor, soughts=soughts)
    for row, entry, each in zip(mine, entries, found, strict=True):
        give(row, judge(entry, twin=twin_of(row), matches=each.matches, is_masked=each.is_masked, unit_id=row.unit_id))
        row.checked_at = now
    ListRow.objects.visible_to(actor, IMPORT).bulk_update(mine, ["verdict", "reasons", "known_id", "checked_at"])
    return len(mine)


def twin_of(row: ListRow) -> Twin | None:
    """As reading left it, and as a verdict keeps it."""
    for code, *rest in row.reasons:
        if code == "TWIN":
            sheet, line, is_certain = rest
            return Twin(0, (sheet, line), is_certain)
        if code in {"SAME_LINE", "LIKE_LINE"}:
            return Twin(0, (rest[0], rest[1]), code == "SAME_LINE")
    return None


def _is_repeated(row: ListRow) -> bool:
    twin = twin_of(row)
    return twin is not None and twin.is_certain


def give(row: ListRow, judged: Judged) -> None:
    row.verdict, row.reasons, row.known_id = judged.verdict, judged.reasons, judged.known_id


def _finish(actor: Actor, list_id: UUID, now: datetime) -> None:
    held = hold(actor, list_id)
    if held.state == ListState.CHECKING and not rows_of(actor, list_id).filter(verdict="").exists():
        move(actor, held, ListState.CHECKED, checked_at=now)
        note(actor, held, "check")

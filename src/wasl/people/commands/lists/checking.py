"""The dry run: rows are read, then looked for, some hundreds at a time. Nothing is written to the registry."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate

from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.people.bulk import copy_in
from wasl.people.commands.lists.held import hold, move, note, rows_of, save_rows, seal_row, unseal_row
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
_ROW = (
    "id", "person_list_id", "unit_id", "path", "level", "sheet", "line", "sealed", "reasons", "twin", "home", "role",
    "verdict", "answer", "answer_token", "none_of_these", "traces", "kept_for",
)  # fmt: skip


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
    copy_in("people_listrow", _ROW, _rows(held, lines, twins, ids), None)
    move(actor, held, ListState.CHECKING, row_count=len(lines))
    return len(lines)


def _rows(held: PersonList, lines: Sequence[Line], twins: dict[int, Twin], ids: Sequence[UUID]) -> Iterator[list[Any]]:
    for index, line in enumerate(lines):
        twin = twins.get(index)
        reasons = [["TWIN", *twin.line, twin.is_certain]] if twin else []
        yield [
            ids[index], held.pk, held.unit_id, held.path, held.level, line.sheet, line.line,
            seal_row(ids[index], line.cells, as_plain(line.entry)), json.dumps(reasons),
            ids[twin.index] if twin else None, uuid5(held.pk, line.home) if line.home else None, line.role,
            "", "", "", "", "{}", "[]",
        ]  # fmt: skip


@transaction.atomic
def check_rows(*, actor: Actor, list_id: UUID, now: datetime, limit: int | None = None) -> int:
    """A verdict for the next rows that have none; answers how many, 0 once all have.

    Several workers may check one list: each takes rows the others do not hold.
    """
    rows = rows_of(actor, list_id).filter(verdict="").order_by("sheet", "line")
    mine = list(rows.select_for_update(skip_locked=True)[: limit or CHUNK])
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
    save_rows(mine, ["verdict", "reasons", "known_id", "checked_at"])
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

"""A file is sent; what its columns hold is guessed, or remembered, and put right by a person."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.folding import search_key
from wasl.core.sheets import Unreadable, open_book
from wasl.network.models import Unit
from wasl.people.commands.lists.held import IMPORT, NotNow, hold, move, note, rows_of
from wasl.people.lists.headers import NAMES, Field, Table, table_at, tables_of
from wasl.people.models import ListFile, ListMapping, PersonList
from wasl.people.queries.lists import book_of
from wasl.people.rules.lists import ListState

__all__ = ["BadColumns", "NotNow", "send_list", "set_columns"]
LEVEL = 2


class BadColumns(Exception):
    """`code`: NO_NAME when no column holds a name, NO_LINE when the headings are not where they were said to be."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def send_list(
    *, actor: Actor, file_name: str, content: bytes, origin: str = "", unit_id: UUID | None = None, now: datetime
) -> PersonList:
    """Keeps the file, sealed, for `unit_id` (the actor's own by default); nothing is written to the registry.

    Raises Unreadable, Unit.DoesNotExist.
    """
    unit = Unit.objects.get(pk=unit_id or actor.unit_id)
    require(actor, IMPORT, path=unit.path, level=LEVEL)
    book = open_book(content, name=file_name)
    tables = tables_of(book)
    if not tables:
        raise Unreadable("empty")
    best = tables[0]
    made: PersonList = PersonList.objects.visible_to(actor, IMPORT).create(
        unit=unit, path=unit.path, level=LEVEL, account_id=actor.account_id, posting_id=actor.posting_id,
        file_name=file_name[-200:], origin=origin.strip()[:120], kind=book.kind, signature=best.signature,
        sha256=hashlib.sha256(content).hexdigest(), tables=_places(tables), state=ListState.MAPPING, sent_at=now,
    )  # fmt: skip
    columns = _remembered(actor, made) or [*best.columns]
    PersonList.objects.visible_to(actor, IMPORT).filter(pk=made.pk).update(columns=columns)
    made.columns = columns
    ListFile.objects.visible_to(actor, IMPORT).create(
        person_list=made, unit=unit, path=unit.path, level=LEVEL, sealed=sealed.seal(content, context=made.pk.bytes)
    )
    note(actor, made, "send")
    return made


def _places(tables: Sequence[Table]) -> list[list[int]]:
    return [[table.sheet, table.header] for table in tables]


def _remembered(actor: Actor, held: PersonList) -> list[str]:
    """What these headings held last time: for this origin first, then for the unit."""
    rows = ListMapping.objects.visible_to(actor, IMPORT).filter(unit=held.unit_id, signature=held.signature)
    known = sorted(rows, key=lambda row: (row.origin == search_key(held.origin), row.saved_at))
    return list(known[-1].columns) if known else []


@transaction.atomic
def set_columns(
    *, actor: Actor, list_id: UUID, columns: Sequence[str], header: int | None = None, now: datetime
) -> PersonList:
    """What each column holds, and from which line (counted from 1) when the headings are elsewhere; remembered.

    The worker then reads the rows. With a `header` that changes, the columns are guessed again and asked once more.
    Raises NotNow, BadColumns.
    """
    held = hold(actor, list_id)
    if held.state == ListState.CHECKED:
        move(actor, held, ListState.MAPPING)
    if held.state != ListState.MAPPING:
        raise NotNow
    if header is not None and header - 1 != held.tables[0][1]:
        return _moved_headings(actor, held, header - 1)
    wanted = [Field(column) for column in columns]
    if not NAMES & set(wanted):
        raise BadColumns("NO_NAME")
    _remember(actor, held, wanted, now)
    rows_of(actor, held.pk).delete()
    move(actor, held, ListState.READING, columns=[*map(str, wanted)], row_count=0, checked_at=None)
    note(actor, held, "map")
    return held


def _moved_headings(actor: Actor, held: PersonList, line: int) -> PersonList:
    number = held.tables[0][0]
    sheet = book_of(actor=actor, held=held).sheets[number]
    if not 0 <= line < len(sheet.lines):
        raise BadColumns("NO_LINE")
    table = table_at(sheet, number, line)
    held.tables, held.signature = [[number, line]], table.signature
    held.columns = _remembered(actor, held) or [*table.columns]
    PersonList.objects.visible_to(actor, IMPORT).filter(pk=held.pk).update(
        tables=held.tables, signature=held.signature, columns=held.columns
    )
    return held


def _remember(actor: Actor, held: PersonList, columns: Sequence[Field], now: datetime) -> None:
    rows = ListMapping.objects.visible_to(actor, IMPORT)
    about = {"unit_id": held.unit_id, "origin": search_key(held.origin), "signature": held.signature}
    if not rows.filter(**about).update(columns=[*columns], saved_at=now):
        rows.create(**about, path=held.path, level=held.level, columns=[*columns], saved_at=now)

"""Lists of persons as their readers see them: the file again, the rows by verdict, one row beside who it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.core.sheets import Book, open_book
from wasl.network.models import Unit
from wasl.people.lists.headers import Table, headings_at, table_at
from wasl.people.lists.twins import sought_in
from wasl.people.models import ListFile, ListRow, PersonList
from wasl.people.queries.search import Found, search
from wasl.people.rules.lists import RowAnswer, RowVerdict

_IMPORT = Permission.PERSON_IMPORT
SAMPLE = 5


def lists(*, actor: Actor) -> QuerySet[PersonList]:
    """Those of the actor's territory, newest first, with their unit."""
    rows: QuerySet[PersonList] = PersonList.objects.visible_to(actor, _IMPORT)
    return rows.select_related("unit").order_by("-id")


def list_of(*, actor: Actor, list_id: UUID) -> PersonList:
    """Raises PersonList.DoesNotExist."""
    return lists(actor=actor).get(pk=list_id)


def rows(*, actor: Actor, list_id: UUID) -> QuerySet[ListRow]:
    found: QuerySet[ListRow] = ListRow.objects.visible_to(actor, _IMPORT).filter(person_list=list_id)
    return found.order_by("sheet", "line")


def row_of(*, actor: Actor, row_id: UUID) -> ListRow:
    """Raises ListRow.DoesNotExist."""
    return ListRow.objects.visible_to(actor, _IMPORT).get(pk=row_id)  # type: ignore[no-any-return]


def book_of(*, actor: Actor, held: PersonList) -> Book:
    """The file, opened again. Raises ListFile.DoesNotExist once the list is cleared."""
    require(actor, _IMPORT, path=held.path, level=held.level)
    file = ListFile.objects.visible_to(actor, _IMPORT).get(person_list=held.pk)
    content = sealed.unseal(bytes(file.sealed), context=held.pk.bytes)
    return open_book(content)


def tables_of_list(book: Book, held: PersonList) -> list[Table]:
    return [table_at(book.sheets[sheet], sheet, header) for sheet, header in held.tables]


@dataclass(frozen=True, slots=True)
class Preview:
    """The headings with some cells of each column, and the sheets that are read and that are not."""

    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    header: int
    read: tuple[str, ...]
    left_out: tuple[str, ...]


def preview_of(*, actor: Actor, held: PersonList) -> Preview:
    book = book_of(actor=actor, held=held)
    number, header = held.tables[0]
    sheet = book.sheets[number]
    headings = headings_at(sheet, header)
    below = [line for line in sheet.lines[header + 1 :] if any(str(cell).strip() for cell in line)]
    samples = tuple(
        tuple(str(line[place]) for line in below if place < len(line) and str(line[place]).strip())[:SAMPLE]
        for place in range(len(headings))
    )
    places = {place for place, _header in held.tables}
    named = [(index in places, each.name) for index, each in enumerate(book.sheets)]
    return Preview(
        headings, samples, header + 1, tuple(n for is_read, n in named if is_read),
        tuple(n for is_read, n in named if not is_read),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows have each verdict ("" for those not checked), and what became of them."""

    by_verdict: Mapping[str, int]
    made: int
    answered: int
    undone: int
    kept: int

    @property
    def checked(self) -> int:
        return sum(number for verdict, number in self.by_verdict.items() if verdict)

    @property
    def total(self) -> int:
        return sum(self.by_verdict.values())


def progress_of(*, actor: Actor, list_id: UUID) -> Progress:
    found: dict[str, int] = {}
    sums = {"made": 0, "answered": 0, "undone": 0, "kept": 0}
    counted = ListRow.objects.visible_to(actor, _IMPORT).filter(person_list=list_id).values("verdict")
    for row in counted.annotate(
        number=Count("pk"), made=Count("pk", filter=Q(made_at__isnull=False)),
        answered=Count("pk", filter=Q(made_at__isnull=True, answer__in=[RowAnswer.SAME, RowAnswer.NONE])),
        undone=Count("pk", filter=Q(undone_at__isnull=False)), kept=Count("pk", filter=~Q(kept_for=[])),
    ).order_by():  # fmt: skip
        found[row["verdict"]] = row["number"]
        for name in sums:
            sums[name] += row[name]
    return Progress({verdict: found.get(verdict, 0) for verdict in (*RowVerdict, "")}, **sums)


def found_for(*, actor: Actor, entry: Any, today: date) -> Found:
    """Who the row may be, looked for now: the same search as at a desk."""
    return search(actor=actor, sought=sought_in(entry), today=today)


def units_for(*, actor: Actor, today: date) -> list[UUID]:
    """Open units of the actor's reach for which a list may be sent, the actor's own first."""
    require(actor, _IMPORT)
    low, high = path_range(actor.path)
    open_units = Unit.objects.filter(path__gte=low, path__lt=high, opened_on__lte=today)
    rows = open_units.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=today)).order_by("path")
    return list(rows.values_list("pk", flat=True))

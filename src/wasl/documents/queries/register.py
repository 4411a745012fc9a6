from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedQuerySet
from wasl.documents.models import RegisterEntry, RegisterLine, RegisterMark
from wasl.documents.rules.register import Direction, number_as_typed, words_of
from wasl.documents.sealing import keyed, opened


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that followed; `answer` is the line of departure that answers."""

    kind: str
    words: str
    at: datetime
    by: UUID
    answer: RegisterLine | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says to those who may read it."""

    correspondent: str
    subject: str
    reference: str
    medium: str
    dated_on: date | None
    entered_at: datetime
    entered_by: UUID
    level: int
    is_of_dossier: bool
    corrects: RegisterLine | None = None
    corrections: tuple[RegisterLine, ...] = ()
    followed: tuple[Followed, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(one.kind for one in self.followed)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, and what it says; `told` is None for a reader who may know that the number is there and no more."""

    line: RegisterLine
    told: Told | None


def lines_of(*, actor: Actor, unit_id: UUID, direction: Direction) -> ScopedQuerySet:
    """Every line of a unit's register, confidential ones too: their numbers follow each other for every reader.

    Pages run on (-year, -number).
    """
    lines: ScopedQuerySet = RegisterLine.objects.visible_to(actor, Permission.REGISTER_READ)
    return lines.filter(unit_id=unit_id, direction=direction)


def found_in_register(*, actor: Actor, unit_id: UUID, direction: Direction, words: str) -> ScopedQuerySet:
    """Lines with this number, or whose readable words hold all of these whole words."""
    lines = lines_of(actor=actor, unit_id=unit_id, direction=direction)
    if typed := number_as_typed(words):
        year, number = typed
        return lines.filter(number=number, **({"year": year} if year else {}))
    digests = sorted(keyed(unit_id, words_of(words)))
    if not digests:
        return lines.none()
    readable = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ)
    # Ids are read first: row-level security stands on both tables, and a join of the two is planned badly.
    ids = readable.filter(unit_id=unit_id, line__direction=direction, words__contains=digests)
    return lines.filter(pk__in=list(ids.order_by("-entered_at").values_list("pk", flat=True)[:500]))


def lines_among(*, actor: Actor, ids: Iterable[UUID]) -> list[RegisterLine]:
    """Those of these lines that stand in the actor's territory, the latest first."""
    lines = RegisterLine.objects.visible_to(actor, Permission.REGISTER_READ).filter(pk__in=list(ids))
    return list(lines.order_by("-entered_on", "-number"))


def line_numbered(*, actor: Actor, unit_id: UUID, direction: Direction, typed: str) -> RegisterLine | None:
    """The line with a number as somebody typed it ("42/2026"); the latest year when none is given."""
    parsed = number_as_typed(typed)
    if parsed is None:
        return None
    year, number = parsed
    lines = lines_of(actor=actor, unit_id=unit_id, direction=direction).filter(number=number)
    found: RegisterLine | None = (lines.filter(year=year) if year else lines).order_by("-year").first()
    return found


def shown_line(*, actor: Actor, line_id: UUID) -> Shown:
    """Raises RegisterLine.DoesNotExist alike for a line that is not there and one of another territory."""
    line = RegisterLine.objects.visible_to(actor, Permission.REGISTER_READ).get(pk=line_id)
    return shown(actor=actor, lines=[line])[0]


def shown(*, actor: Actor, lines: Sequence[RegisterLine]) -> list[Shown]:
    """The lines in their order, each with what this reader may know of it; four queries whatever their number."""
    ids = [line.pk for line in lines]
    readable = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ)
    entries = {entry.pk: entry for entry in readable.filter(pk__in=ids)}
    marks = RegisterMark.objects.visible_to(actor, Permission.REGISTER_READ).filter(entry_id__in=list(entries))
    marks = list(marks.order_by("marked_at", "id"))
    corrections = list(readable.filter(corrects_id__in=list(entries)).values_list("pk", "corrects_id"))
    others = _others(actor, entries.values(), marks, corrections)
    told = {pk: _told(entry, marks, corrections, others) for pk, entry in entries.items()}
    return [Shown(line, told.get(line.pk)) for line in lines]


def _others(
    actor: Actor, entries: Iterable[RegisterEntry], marks: list[RegisterMark], corrections: list[tuple[UUID, UUID]]
) -> dict[UUID, RegisterLine]:
    """Lines that these refer to, by id."""
    wanted = {entry.corrects_id for entry in entries if entry.corrects_id}
    wanted |= {mark.answer_id for mark in marks if mark.answer_id} | {pk for pk, _ in corrections}
    lines = RegisterLine.objects.visible_to(actor, Permission.REGISTER_READ)
    return {line.pk: line for line in lines.filter(pk__in=wanted)} if wanted else {}


def _told(
    entry: RegisterEntry,
    marks: list[RegisterMark],
    corrections: list[tuple[UUID, UUID]],
    others: dict[UUID, RegisterLine],
) -> Told:
    content = opened(entry.sealed, entry.pk)
    return Told(
        correspondent=content.get("correspondent", ""), subject=content.get("subject", ""),
        reference=content.get("reference", ""), medium=entry.medium, dated_on=entry.dated_on,
        entered_at=entry.entered_at, entered_by=entry.entered_by, level=entry.level,
        is_of_dossier=entry.seal is not None,
        corrects=others.get(entry.corrects_id) if entry.corrects_id else None,
        corrections=tuple(others[pk] for pk, corrected in corrections if corrected == entry.pk and pk in others),
        followed=tuple(
            Followed(
                kind=mark.kind, words=opened(mark.sealed, mark.pk).get("words", ""), at=mark.marked_at,
                by=mark.marked_by, answer=others.get(mark.answer_id) if mark.answer_id else None,
            )
            for mark in marks
            if mark.entry_id == entry.pk
        ),
    )  # fmt: skip

"""The bureau d'ordre: a line for each letter that comes or leaves, and what followed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.models import RegisterEntry, RegisterLine, RegisterMark
from wasl.documents.models.register import OPEN_LEVEL
from wasl.documents.papers.register_page import PageLine, RegisterPage
from wasl.documents.queries.register import Shown, shown, shown_line
from wasl.documents.render import Mark, demonstration_note, pdf
from wasl.documents.rules import Direction, Fault, Follow, IssuingUnit, Medium
from wasl.documents.rules.register import LEVELS, fault_of_follow, fault_of_line, words_of
from wasl.documents.sealing import closed, keyed, opened
from wasl.journal.commands import record


class CannotEnter(Exception):
    """The register refuses; `fault` says which sentence the screen shows."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a clerk reads on an envelope: from or to whom, about what, their reference and its day."""

    correspondent: str
    subject: str
    reference: str = ""
    dated_on: date | None = None
    medium: Medium = Medium.HAND


@transaction.atomic
def register_mail(
    *,
    actor: Actor,
    now: datetime,
    line_id: UUID,
    unit: IssuingUnit,
    direction: Direction,
    mail: Mail,
    level: int,
    seal: UUID | None = None,
    corrects_id: UUID | None = None,
) -> RegisterLine:
    """The next line of the unit's register; the same id sent twice stays one line, and takes no second number.

    `level` is chosen by the clerk, or is with `seal` that of the dossier it is about. A line that corrects another
    takes the gravest level of the two. Only who is posted in the unit writes in its register.
    """
    require(actor, Permission.REGISTER_WRITE, path=unit.path, level=level, seal=seal)
    if unit.id != actor.unit_id:
        raise CannotEnter(Fault.NOT_HERE)
    return enter_line(
        actor=actor, now=now, line_id=line_id, unit=unit, direction=direction, mail=mail, level=level, seal=seal,
        corrects_id=corrects_id,
    )  # fmt: skip


def enter_line(
    *,
    actor: Actor,
    now: datetime,
    line_id: UUID,
    unit: IssuingUnit,
    direction: Direction,
    mail: Mail,
    level: int,
    seal: UUID | None = None,
    corrects_id: UUID | None = None,
) -> RegisterLine:
    """As `register_mail`, for an act whose own permission was asked: a letter is entered by whoever signs it."""
    if corrects_id is not None:
        level, seal = _of_corrected(actor, corrects_id, unit, direction, level, seal)
    today = localtime(now).date()
    fault = fault_of_line(
        correspondent=mail.correspondent, subject=mail.subject, reference=mail.reference, dated_on=mail.dated_on,
        today=today,
    )  # fmt: skip
    if seal is None and level not in LEVELS:
        fault = fault or Fault.LEVEL
    if fault:
        raise CannotEnter(fault)
    if known := _known(actor, line_id, mail):
        return known
    try:
        with transaction.atomic():
            line = _line(unit, direction, line_id, today)
            _entry(actor, now, line, mail, level=level, seal=seal, corrects_id=corrects_id)
    except IntegrityError as error:
        raise CannotEnter(Fault.OTHER_CONTENT) from error
    record(
        actor=actor, verb=Permission.REGISTER_WRITE, subject="registerline", subject_id=line.pk, path=unit.path,
        level=level, seal=seal, reason=direction,
    )  # fmt: skip
    return line


def _of_corrected(
    actor: Actor, line_id: UUID, unit: IssuingUnit, direction: Direction, level: int, seal: UUID | None
) -> tuple[int, UUID | None]:
    entries = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).select_related("line")
    entry = entries.filter(pk=line_id, unit_id=unit.id, line__direction=direction).first()
    if entry is None:
        raise CannotEnter(Fault.NO_SUCH_LINE)
    if entry.seal is not None or entry.level > level:
        return max(level, entry.level), entry.seal
    return level, seal


def _known(actor: Actor, line_id: UUID, mail: Mail) -> RegisterLine | None:
    """The line already written under this id, when it says the same."""
    entries = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).select_related("line")
    entry = entries.filter(pk=line_id).first()
    if entry is None:
        return None
    content = opened(entry.sealed, entry.pk)
    if (content["correspondent"], content["subject"]) != (mail.correspondent.strip(), mail.subject.strip()):
        raise CannotEnter(Fault.OTHER_CONTENT)
    line: RegisterLine = entry.line
    return line


def _line(unit: IssuingUnit, direction: Direction, line_id: UUID, on: date) -> RegisterLine:
    """The counter's row stays locked to the end of the transaction: lines of one register queue, and a rollback
    gives its number back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_registercounter (unit_id, path, direction, year, last) VALUES (%s, %s, %s, %s, 1)"
            " ON CONFLICT (unit_id, direction, year) DO UPDATE SET last = documents_registercounter.last + 1"
            " RETURNING last",
            [unit.id, unit.path, direction, on.year],
        )
        (number,) = cursor.fetchone()
    line = RegisterLine(
        pk=line_id, unit_id=unit.id, path=unit.path, level=OPEN_LEVEL, direction=direction, year=on.year,
        number=number, entered_on=on,
    )  # fmt: skip
    line.save(force_insert=True)
    return line


def _entry(
    actor: Actor,
    now: datetime,
    line: RegisterLine,
    mail: Mail,
    *,
    level: int,
    seal: UUID | None,
    corrects_id: UUID | None,
) -> None:
    content = {
        "correspondent": mail.correspondent.strip(), "subject": mail.subject.strip(),
        "reference": mail.reference.strip(),
    }  # fmt: skip
    RegisterEntry(
        line=line, unit_id=line.unit_id, path=line.path, level=level, seal=seal, entered_at=now,
        entered_by=actor.account_id, medium=mail.medium, dated_on=mail.dated_on, corrects_id=corrects_id,
        sealed=closed(content, line.pk), words=sorted(keyed(line.unit_id, words_of(*content.values()))),
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def follow_line(
    *,
    actor: Actor,
    now: datetime,
    mark_id: UUID,
    line_id: UUID,
    kind: Follow,
    words: str = "",
    answer: RegisterLine | None = None,
) -> RegisterMark:
    """Writes what followed a line: to whom it was transmitted, which departure answers it, that it was sent …"""
    require(actor, Permission.REGISTER_WRITE)
    entries = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).select_for_update(of=("self",))
    entry = entries.select_related("line").filter(pk=line_id).first()
    if entry is None:
        raise CannotEnter(Fault.NO_SUCH_LINE)
    if entry.unit_id != actor.unit_id:
        raise CannotEnter(Fault.NOT_HERE)
    require(actor, Permission.REGISTER_WRITE, path=entry.path, level=entry.level, seal=entry.seal)
    return _marked(actor, now, entry, mark_id, kind=kind, words=words, answer=answer)


def mark_line(
    *,
    actor: Actor,
    now: datetime,
    mark_id: UUID,
    line_id: UUID,
    kind: Follow,
    words: str = "",
    answer: RegisterLine | None = None,
    is_needed: bool = True,
) -> RegisterMark | None:
    """As `follow_line`, for an act whose own permission was asked. A line that one may not read is refused, or left
    alone when the mark `is_needed` no more than that."""
    entries = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).select_related("line")
    entry = entries.filter(pk=line_id).first()
    if entry is None and not is_needed:
        return None
    if entry is None:
        raise CannotEnter(Fault.NO_SUCH_LINE)
    return _marked(actor, now, entry, mark_id, kind=kind, words=words, answer=answer)


def _marked(
    actor: Actor,
    now: datetime,
    entry: RegisterEntry,
    mark_id: UUID,
    *,
    kind: Follow,
    words: str,
    answer: RegisterLine | None,
) -> RegisterMark:
    marks = RegisterMark.objects.visible_to(actor, Permission.REGISTER_READ).filter(entry_id=entry.pk)
    if known := marks.filter(pk=mark_id).first():
        return known  # type: ignore[no-any-return]
    already = frozenset(marks.values_list("kind", flat=True))
    is_answer = answer is not None and (answer.unit_id, answer.direction) == (entry.unit_id, Direction.DEPARTURE)
    if fault := fault_of_follow(
        direction=entry.line.direction, kind=kind, words=words, has_answer=is_answer, already=already
    ):
        raise CannotEnter(fault)
    mark = RegisterMark(
        pk=mark_id, entry=entry, unit_id=entry.unit_id, path=entry.path, level=entry.level, seal=entry.seal, kind=kind,
        sealed=closed({"words": words.strip()}, mark_id), answer=answer, marked_at=now, marked_by=actor.account_id,
    )  # fmt: skip
    mark.save(force_insert=True)
    record(
        actor=actor, verb="register:follow", subject="registerline", subject_id=entry.pk, path=entry.path,
        level=entry.level, seal=entry.seal, reason=kind,
    )  # fmt: skip
    return mark


def read_line(*, actor: Actor, line_id: UUID) -> Shown:
    """A line as this reader may see it; the reading of a confidential one is journalled."""
    found = shown_line(actor=actor, line_id=line_id)
    if found.told is not None and found.told.level >= LEVELS[-1]:
        entry = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).get(pk=line_id)
        record(
            actor=actor, verb=Permission.REGISTER_READ, subject="registerline", subject_id=line_id,
            path=entry.path, level=entry.level, seal=entry.seal,
        )  # fmt: skip
    return found


@transaction.atomic
def print_register(
    *,
    actor: Actor,
    now: datetime,
    unit: IssuingUnit,
    direction: Direction,
    lines: Sequence[RegisterLine],
    lang: str,
    printed_by: str,
) -> bytes:
    """A PDF of these lines, in their order, as this reader may see them; the printing is journalled."""
    require(actor, Permission.REGISTER_READ, path=unit.path)
    rows = tuple(_printed(one) for one in shown(actor=actor, lines=lines))
    today = localtime(now)
    paper = RegisterPage(direction=direction, lines=rows, printed_by=printed_by, printed_at=today)
    note = demonstration_note(lang) if unit.is_demo else ""
    mark = Mark(institution=unit.institution(lang), unit=unit.name(lang), on=today.date(), note=note)
    record(actor=actor, verb="register:print", subject="unit", subject_id=unit.id, path=unit.path, reason=direction)
    return pdf(RegisterPage.template, lang, paper, mark=mark)


def _printed(one: Shown) -> PageLine:
    line, told = one.line, one.told
    if told is None:
        return PageLine(number=line.number_in_print, on=line.entered_on)
    return PageLine(
        number=line.number_in_print, on=line.entered_on, correspondent=told.correspondent, subject=told.subject,
        reference=told.reference, dated_on=told.dated_on,
        corrects=told.corrects.number_in_print if told.corrects else "",
        followed=tuple(
            (step.kind, step.answer.number_in_print if step.answer else step.words) for step in told.followed
        ),
    )  # fmt: skip

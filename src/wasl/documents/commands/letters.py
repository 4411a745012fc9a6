"""A letter on its way: written, prepared, initialled, signed, sent, or returned with a reason."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.documents.commands.issuing import issue
from wasl.documents.commands.register import Mail, enter_line, mark_line
from wasl.documents.models import Letter, LetterStep, RegisterLine
from wasl.documents.papers.letter import LetterPaper
from wasl.documents.queries.letters import hands_of
from wasl.documents.rules import Direction, Follow, IssuingUnit
from wasl.documents.rules.letters import (
    LONGEST_PARAGRAPH,
    NEXT,
    LetterFault,
    LetterState,
    Step,
    fault_of_step,
    filled,
    may_step,
)
from wasl.documents.sealing import closed, opened
from wasl.journal.commands import record

_ASKS = {Step.INITIAL: Permission.LETTER_INITIAL, Step.SIGN: Permission.LETTER_SIGN}
_LONGEST = {"addressee": 200, "address": 400}


class CannotStep(Exception):
    """The letter does not go that way; `fault` says which sentence the screen shows."""

    def __init__(self, fault: LetterFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as it is in force, in one language; `discreet_from`: level from which nothing tells who writes."""

    code: str
    since: date
    title: str
    body: str
    discreet_from: int = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the agent types: to whom, where, and the one free paragraph."""

    addressee: str
    address: str = ""
    paragraph: str = ""
    their_reference: str = ""


@transaction.atomic
def write_letter(
    *,
    actor: Actor,
    now: datetime,
    letter_id: UUID,
    unit: IssuingUnit,
    template: Template,
    lang: str,
    text: Text,
    values: Mapping[str, str],
    level: int,
    seal: UUID | None = None,
    signed_above: bool = False,
    answers: RegisterLine | None = None,
    previous: Letter | None = None,
) -> Letter:
    """A draft, with the template and the record's values as they are today. The same id sent twice is one letter."""
    require(actor, Permission.LETTER_WRITE, path=unit.path, level=level, seal=seal)
    if unit.id != actor.unit_id:
        raise CannotStep(LetterFault.NOT_YOURS)
    _refuse_text(text)
    known = Letter.objects.visible_to(actor, Permission.LETTER_READ).filter(pk=letter_id).first()
    if known is not None:
        return known  # type: ignore[no-any-return]
    is_discreet = level >= template.discreet_from
    content = asdict(text) | {
        "title": template.title, "body": template.body, "is_discreet": is_discreet,
        "values": dict(values) | ({"unit": unit.institution(lang)} if is_discreet else {}),
    }  # fmt: skip
    row = Letter(
        pk=letter_id, unit_id=unit.id, path=unit.path, level=level, seal=seal, template=template.code,
        template_since=template.since, lang=lang, signed_above=signed_above, sealed=closed(content, letter_id),
        previous=previous, answers=answers, written_at=now, state_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CannotStep(LetterFault.OTHER_CONTENT) from error
    _stepped(actor, now, row, Step.WRITE)
    return row


def _refuse_text(text: Text) -> None:
    if not text.addressee.strip():
        raise CannotStep(LetterFault.NOBODY)
    if not text.paragraph.strip():
        raise CannotStep(LetterFault.NOTHING)
    lengths = _LONGEST | {"paragraph": LONGEST_PARAGRAPH, "their_reference": 80}
    if any(len(getattr(text, name)) > most for name, most in lengths.items()):
        raise CannotStep(LetterFault.TOO_LONG)


def _locked(actor: Actor, letter_id: UUID) -> Letter:
    rows = Letter.objects.visible_to(actor, Permission.LETTER_READ).select_for_update()
    row: Letter | None = rows.filter(pk=letter_id).first()
    if row is None:
        raise NotAllowed(Permission.LETTER_READ, "a letter out of reach")
    return row


@transaction.atomic
def rewrite_letter(*, actor: Actor, now: datetime, letter_id: UUID, version: int, text: Text) -> Letter:
    """Another draft of a letter that nobody has initialled; `version` is the one the form was opened with."""
    require(actor, Permission.LETTER_WRITE)
    row = _locked(actor, letter_id)
    _refuse_text(text)
    _refuse_step(actor, row, Step.WRITE, "")
    if row.version != version:
        raise CannotStep(LetterFault.STALE)
    row.sealed = closed(opened(row.sealed, row.pk) | asdict(text), row.pk)
    row.version += 1
    row.state_at = now
    row.save(update_fields=["sealed", "version", "state_at"])
    _stepped(actor, now, row, Step.WRITE)
    return row


def _refuse_step(actor: Actor, row: Letter, step: Step, reason: str) -> None:
    require(actor, _ASKS.get(step, Permission.LETTER_READ), path=row.path, level=row.level, seal=row.seal)
    may = may_step(
        step, role=actor.role, level=row.level, is_own_unit=actor.unit_id == row.unit_id,
        is_above=actor.unit_id != row.unit_id and actor.reaches(row.path), signed_above=row.signed_above,
    )  # fmt: skip
    hands = hands_of(actor=actor, letter_id=row.pk)
    if fault := fault_of_step(step, state=row.state, account=actor.account_id, hands=hands, may=may, reason=reason):
        raise CannotStep(fault)


@transaction.atomic
def step_letter(*, actor: Actor, now: datetime, letter_id: UUID, step: Step, reason: str = "") -> Letter:
    """Prepares, initials, sends, returns or cancels it; signing is `sign_letter`. What is done twice is one step.

    Of a signed letter, sending and cancelling are noted in the register too.
    """
    row = _locked(actor, letter_id)
    if _is_done(actor, row, step):
        return row
    if step in {Step.PREPARE, Step.SEND, Step.CANCEL}:
        require(actor, Permission.LETTER_WRITE)
    if step in {Step.SIGN, Step.WRITE}:
        raise CannotStep(LetterFault.STATE)
    _refuse_step(actor, row, step, reason)
    if row.line_id is not None:
        kind = Follow.SENT if step == Step.SEND else Follow.CANCELLED
        mark_line(actor=actor, now=now, mark_id=new_id(), line_id=row.line_id, kind=kind, words=reason)
    _moved(actor, now, row, step, reason)
    return row


def _is_done(actor: Actor, row: Letter, step: Step) -> bool:
    """The same account pressed the same button again, and nothing was done between."""
    steps = LetterStep.objects.visible_to(actor, Permission.LETTER_READ).filter(letter=row)
    last = steps.order_by("-at", "-id").first()
    return last is not None and last.by == actor.account_id and last.step == step != Step.WRITE


@transaction.atomic
def sign_letter(
    *, actor: Actor, now: datetime, letter_id: UUID, unit: IssuingUnit, signer: str, quality: str
) -> Letter:
    """Gives it the next number of the register of departures, freezes and archives it, in one transaction.

    `unit` is the letter's own; `signer` and `quality` stand under the text. Raises CannotStep.
    """
    row = _locked(actor, letter_id)
    if _is_done(actor, row, Step.SIGN):
        return row
    _refuse_step(actor, row, Step.SIGN, "")
    content = opened(row.sealed, row.pk)
    mail = Mail(correspondent=content["addressee"], subject=content["title"])
    line = enter_line(
        actor=actor, now=now, line_id=new_id(), unit=unit, direction=Direction.DEPARTURE, mail=mail, level=row.level,
        seal=row.seal,
    )  # fmt: skip
    paper = paper_of_letter(
        content, reference=line.number_in_print, signer=signer, quality=quality, on=localtime(now).date()
    )
    document = issue(
        actor=actor, template=LetterPaper.template, lang=row.lang, data=paper, unit=unit, level=row.level,
        seal=row.seal, subject="letter", subject_id=row.pk, now=now, permission=Permission.LETTER_SIGN,
    )  # fmt: skip
    row.line, row.document, row.sha256 = line, document, document.sha256
    if row.answers_id is not None:
        _answer(actor, now, row, line)
    _moved(actor, now, row, Step.SIGN, "", also=["line", "document", "sha256"])
    return row


def _answer(actor: Actor, now: datetime, row: Letter, line: RegisterLine) -> None:
    assert row.answers_id is not None
    mark_line(
        actor=actor, now=now, mark_id=new_id(), line_id=row.answers_id, kind=Follow.ANSWERED, answer=line,
        is_needed=False,
    )  # fmt: skip


def paper_of_letter(
    content: Mapping[str, Any], *, reference: str = "", signer: str = "", quality: str = "", on: date | None = None
) -> LetterPaper:
    """The paper of a letter's content; without a reference it is a draft, and says so."""
    return LetterPaper(
        heading=content["title"], addressee=content["addressee"], address=content["address"], reference=reference,
        their_reference=content["their_reference"], signer=signer, quality=quality,
        paragraphs=tuple(filled(content["body"], values=content["values"], paragraph=content["paragraph"])),
        is_draft=not reference, is_discreet=content["is_discreet"],
    )  # fmt: skip


def _moved(actor: Actor, now: datetime, row: Letter, step: Step, reason: str, *, also: list[str] | None = None) -> None:
    row.state, row.state_at = NEXT[LetterState(row.state)][step], now
    row.save(update_fields=["state", "state_at", *(also or [])])
    _stepped(actor, now, row, step, reason)


def _stepped(actor: Actor, now: datetime, row: Letter, step: Step, reason: str = "") -> None:
    step_id = new_id()
    LetterStep(
        pk=step_id, letter=row, unit_id=row.unit_id, path=row.path, level=row.level, seal=row.seal, step=step, at=now,
        by=actor.account_id, sealed=closed({"reason": reason.strip()[:300]}, step_id),
    ).save(force_insert=True)  # fmt: skip
    record(
        actor=actor, verb=f"letter:{step}", subject="letter", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=row.template,
    )  # fmt: skip

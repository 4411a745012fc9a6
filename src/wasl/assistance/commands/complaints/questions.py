"""What a handler asks of the unit complained of, and its answer: all that the unit learns."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.complaints.faults import LEVEL, CannotComplain, note_in_journal
from wasl.assistance.commands.complaints.handling import own
from wasl.assistance.commands.complaints.recording import write_step
from wasl.assistance.models import Complainant, ComplaintQuestion
from wasl.assistance.queries.complaint_words import closed_words, opened
from wasl.assistance.queries.complaints import questions_to_answer, units_to_ask
from wasl.assistance.rules.complaints import ComplaintFault, ComplaintState
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit
from wasl.people.linkage.likeness import Likeness, compare
from wasl.people.linkage.names import loose_words

_HEARD = frozenset({Likeness.SAME, Likeness.OTHER_SCRIPT, Likeness.OTHER_SPELLING, Likeness.NEAR})


_LONG = re.compile(r"\w{4,}")


def tells_name(text: str, name: str) -> bool:
    """Whether a word of the name is heard in the text, in either script; particles (Aït, El, Ben) say nothing."""
    sought, said = (loose_words(" ".join(_LONG.findall(one))) for one in (name, text))
    return any(compare(word, each) in _HEARD for word in said for each in sought)


@transaction.atomic
def ask_unit(
    *, actor: Actor, now: datetime, complaint_id: UUID, version: int, question_id: UUID, unit_id: UUID, question: str
) -> ComplaintQuestion:
    """Asks the unit, or one above it below the desk. Words that name her are refused unless she agreed."""
    row = own(actor, complaint_id, version)
    if row.state not in {ComplaintState.INSTRUCTED, ComplaintState.ANSWERED}:
        raise CannotComplain(ComplaintFault.STATE)
    if not question.strip():
        raise CannotComplain(ComplaintFault.WORDS)
    if unit_id not in {unit.pk for unit in units_to_ask(row)}:
        raise CannotComplain(ComplaintFault.UNIT)
    who = Complainant.objects.visible_to(actor, Permission.COMPLAINT_HANDLE).filter(complaint_id=row.pk).first()
    if who is not None and not who.may_be_named:
        name = opened(bytes(who.sealed), who.pk, about="who").get("name", "")
        if tells_name(question, name):
            raise CannotComplain(ComplaintFault.NAMES_HER)
    today = localtime(now).date()
    unit = Unit.objects.get(pk=unit_id)
    asked = ComplaintQuestion(
        pk=question_id, complaint=row, unit=unit, path=unit.path, level=LEVEL, recorded_by_id=actor.account_id,
        asked_at=now, due_on=today + timedelta(days=parameter("complaint.question_days", on=today)),
        question=closed_words(question.strip(), question_id, about="question"),
    )  # fmt: skip
    asked.save(force_insert=True)
    write_step(row, actor, "asked", now=now)
    note_in_journal(actor, row, "complaint:ask")
    return asked


@transaction.atomic
def answer_question(*, actor: Actor, now: datetime, question_id: UUID, answer: str) -> ComplaintQuestion:
    """The unit answers once; the words are sealed for the handler."""
    require(actor, Permission.COMPLAINT_ANSWER)
    row: ComplaintQuestion | None = questions_to_answer(actor).select_for_update().filter(pk=question_id).first()
    if row is None:
        raise NotAllowed(Permission.COMPLAINT_ANSWER, "a question to another unit")
    if row.answered_at is not None:
        raise CannotComplain(ComplaintFault.ANSWERED_ALREADY)
    if not answer.strip():
        raise CannotComplain(ComplaintFault.WORDS)
    row.answer = closed_words(answer.strip(), row.pk, about="answer")
    row.answered_at, row.answered_by_id = now, actor.account_id
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    record(
        actor=actor, verb=Permission.COMPLAINT_ANSWER, subject="question", subject_id=row.pk, path=row.path,
        level=row.level,
    )  # fmt: skip
    return row

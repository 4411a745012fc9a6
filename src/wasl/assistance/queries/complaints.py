"""Complaints as their handlers read them; questions as the unit does; nothing else reads any."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from wasl.access.models import Account, Posting
from wasl.assistance.models import Complainant, Complaint, ComplaintQuestion, ComplaintStep
from wasl.assistance.queries.complaint_words import opened, words_in
from wasl.assistance.queries.names import agents
from wasl.assistance.rules.complaints import ComplaintState
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit

P = Permission


def own_units(actor: Actor, *, since: date) -> set[UUID]:
    """Units the account belongs to, or was posted to on that day or later."""
    posted = Posting.objects.filter(account_id=actor.account_id).filter(Q(until__isnull=True) | Q(until__gt=since))
    belongs = Account.objects.filter(pk=actor.account_id).values_list("agent__unit_id", flat=True)
    return {*posted.values_list("unit_id", flat=True), *belongs}


def complaints_for(actor: Actor) -> QuerySet[Complaint]:
    """Those this handler may look into: not written down by them, nor about them, nor of a unit they are of."""
    rows = Complaint.objects.visible_to(actor, P.COMPLAINT_HANDLE)
    posted = Posting.objects.filter(account_id=actor.account_id, unit_id=OuterRef("about_unit_id"))
    posted = posted.filter(Q(until__isnull=True) | Q(until__gt=OuterRef("received_on")))
    belongs = Account.objects.filter(pk=actor.account_id, agent__unit_id=OuterRef("about_unit_id"))
    rows = rows.exclude(recorded_by_id=actor.account_id).exclude(excluded__contains=[actor.account_id])
    return rows.filter(~Exists(posted), ~Exists(belongs))  # type: ignore[no-any-return]


def complaints(*, actor: Actor, state: str = "open") -> QuerySet[Complaint]:
    """Pages run on (final_due_on, id). `state`: open, mine, late, over or all."""
    rows = complaints_for(actor).select_related("handler__agent")
    if state == "all":
        return rows
    if state == "over":
        return rows.filter(state=ComplaintState.CLOSED)
    rows = rows.exclude(state=ComplaintState.CLOSED)
    if state == "mine":
        return rows.filter(handler_id=actor.account_id)
    return rows.filter(escalated_on__isnull=False) if state == "late" else rows


@dataclass(frozen=True, slots=True)
class Step:
    step: str
    by: str
    row: ComplaintStep
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    row: ComplaintQuestion
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class ComplaintSheet:
    """`who` is empty for everybody but the one who handles it."""

    row: Complaint
    words: str
    decision_number: str
    who: dict[str, str]
    may_be_named: bool
    steps: list[Step]
    questions: list[Question]
    is_mine: bool
    units: list[Unit]


def complaint_sheet(*, actor: Actor, complaint_id: UUID) -> ComplaintSheet:
    """Raises Complaint.DoesNotExist; the reading is journalled, and that of the identity apart."""
    row = complaints_for(actor).select_related("handler__agent", "about_unit").get(pk=complaint_id)
    is_mine = row.handler_id == actor.account_id
    content = opened(bytes(row.words), row.pk, about="words")
    record(
        actor=actor, verb="complaint:read", subject="complaint", subject_id=row.pk, path=row.path, level=row.level
    )  # fmt: skip
    who, may_be_named = _identity(actor, row) if is_mine else ({}, False)
    return ComplaintSheet(
        row=row, words=content["words"], decision_number=content.get("decision_number", ""), who=who,
        may_be_named=may_be_named, steps=_steps(actor, row), questions=_questions(actor, row), is_mine=is_mine,
        units=units_to_ask(row),
    )  # fmt: skip


def _identity(actor: Actor, row: Complaint) -> tuple[dict[str, str], bool]:
    who = Complainant.objects.visible_to(actor, P.COMPLAINT_HANDLE).filter(complaint_id=row.pk).first()
    if who is None:
        return {}, False
    record(
        actor=actor, verb="complaint:identity", subject="complaint", subject_id=row.pk, path=row.path, level=row.level
    )  # fmt: skip
    return opened(bytes(who.sealed), who.pk, about="who"), who.may_be_named


def _steps(actor: Actor, row: Complaint) -> list[Step]:
    found = ComplaintStep.objects.visible_to(actor, P.COMPLAINT_HANDLE).filter(complaint_id=row.pk)
    steps = list(found.order_by("at", "id")[:200])
    names = agents([one.recorded_by_id for one in steps])
    return [
        Step(
            one.step, names.get(one.recorded_by_id, "") if one.recorded_by_id else "", one,
            words_in(bytes(one.words), one.pk, about="step"),
        )
        for one in steps
    ]  # fmt: skip


def _questions(actor: Actor, row: Complaint) -> list[Question]:
    asked = ComplaintQuestion.objects.visible_to(actor, P.COMPLAINT_HANDLE).filter(complaint_id=row.pk)
    return [_opened(one) for one in asked.select_related("unit").order_by("asked_at")[:50]]


def _opened(row: ComplaintQuestion) -> Question:
    question = words_in(bytes(row.question), row.pk, about="question")
    return Question(row, question, words_in(bytes(row.answer), row.pk, about="answer"))


def units_to_ask(row: Complaint) -> list[Unit]:
    """The unit complained of, and those above it that stand below the desk."""
    path = row.about_unit.path
    steps = [path[: place + 1] for place, mark in enumerate(path) if mark == "."]
    between = [step for step in steps if step.startswith(row.path) and step != row.path] or [path]
    return list(Unit.objects.filter(path__in=between).order_by("-path"))


def questions_to_answer(actor: Actor) -> QuerySet[ComplaintQuestion]:
    """Of the unit in force alone: whoever stands above it is asked by a question of their own."""
    rows = ComplaintQuestion.objects.visible_to(actor, P.COMPLAINT_ANSWER)
    return rows.filter(unit_id=actor.unit_id)  # type: ignore[no-any-return]


def questions_of(*, actor: Actor) -> list[Question]:
    """Questions to the unit in force, those that wait first."""
    require(actor, P.COMPLAINT_ANSWER)
    rows = questions_to_answer(actor).order_by("answered_at", "due_on")[:100]
    return [_opened(one) for one in rows.defer("complaint")]


def question_of(*, actor: Actor, question_id: UUID) -> Question:
    row = questions_to_answer(actor).get(pk=question_id)
    record(
        actor=actor, verb="complaint:question", subject="question", subject_id=row.pk, path=row.path, level=row.level
    )  # fmt: skip
    return _opened(row)

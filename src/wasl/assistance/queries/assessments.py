"""Assessments of a dossier: one with its points explained, several side by side, and how many there were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from wasl.assistance.commands.ages import age_of
from wasl.assistance.commands.assessments import REASON, SEALED
from wasl.assistance.commands.placing import registrations_of
from wasl.assistance.commands.sealing import unsealed_values
from wasl.assistance.models import Assessment, Case
from wasl.assistance.queries.names import agents
from wasl.catalogue.models import Questionnaire
from wasl.catalogue.queries import questionnaires_on
from wasl.catalogue.questionnaires.answers import Score, is_offered, score
from wasl.catalogue.questionnaires.rules import Form, Question, form_of
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.journal.commands import record

#: The most that stand side by side.
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """`reason` is that of the level put beside the counted one, empty without one."""

    row: Assessment
    form: Form
    answers: Mapping[str, Sequence[str]]
    conclusion: str
    score: Score
    worker: str
    decider: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question over the assessments; None where it was not asked."""

    question: Question
    said: tuple[tuple[str, ...] | None, ...]

    @property
    def has_changed(self) -> bool:
        return len(set(self.said)) > 1


@dataclass(frozen=True, slots=True)
class Compared:
    """The latest assessments by one questionnaire, oldest first."""

    sheets: list[AssessmentSheet]
    lines: list[Line]


def offered(*, actor: Actor, case_id: UUID, on: date) -> list[Questionnaire]:
    """What may be asked of the person of a dossier at her age; raises Case.DoesNotExist."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    (person,) = registrations_of(actor, [case.registration_id])
    age = age_of(person, on=on)
    return [row for row in questionnaires_on(on) if is_offered(age=age, least_age=row.least_age, most_age=row.most_age)]


def assessments_of(*, actor: Actor, case_id: UUID) -> list[Assessment]:
    """Of one dossier, the latest first, with its questionnaire; raises Case.DoesNotExist. The reading is journalled."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    rows = Assessment.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk)
    _journal(actor, case)
    return list(rows.select_related("questionnaire").order_by("-assessed_at", "-id"))


def assessment_sheet(*, actor: Actor, assessment_id: UUID) -> AssessmentSheet:
    """Raises Assessment.DoesNotExist; the reading is journalled."""
    rows = Assessment.objects.visible_to(actor, Permission.CASE_READ).select_related("questionnaire", "case")
    row = rows.get(pk=assessment_id)
    _journal(actor, row.case)
    return _sheet(row)


def compared(*, actor: Actor, case_id: UUID, code: str) -> Compared:
    """Raises Case.DoesNotExist."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    rows = Assessment.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, code=code)
    latest = list(rows.select_related("questionnaire").order_by("-assessed_at", "-id")[:MOST_COMPARED])
    sheets = [_sheet(row) for row in reversed(latest)]
    _journal(actor, case)
    return Compared(sheets, _lines(sheets))


def _lines(sheets: Sequence[AssessmentSheet]) -> list[Line]:
    questions = {one.code: one for sheet in sheets for one in sheet.form.questions()}
    lines = []
    for code, question in questions.items():
        said = tuple(tuple(sheet.answers[code]) if code in sheet.answers else None for sheet in sheets)
        if any(said):
            lines.append(Line(question, said))
    return lines


def _sheet(row: Assessment) -> AssessmentSheet:
    form = form_of(row.questionnaire.content)
    values = unsealed_values(SEALED, row.pk, row.sealed)
    reason = unsealed_values(REASON, row.pk, row.decided_reason)["reason"] if row.decided_reason else ""
    people = agents([row.recorded_by_id, row.decided_by_id])
    return AssessmentSheet(
        row=row, form=form, answers=values["answers"], conclusion=values["conclusion"],
        score=score(form, values["answers"]), reason=reason,
        worker=people.get(row.recorded_by_id, "") if row.recorded_by_id else "",
        decider=people.get(row.decided_by_id, "") if row.decided_by_id else "",
    )  # fmt: skip


def counted(*, actor: Actor, path: str, since: datetime, until: datetime) -> dict[str, int]:
    """Assessments by questionnaire, of units at this path or below, in [since, until), that the actor may read."""
    low, high = path_range(path)
    rows = Assessment.objects.visible_to(actor, Permission.CASE_READ).filter(path__gte=low, path__lt=high)
    found = rows.filter(assessed_at__gte=since, assessed_at__lt=until).values("code").annotate(number=Count("id"))
    return {line["code"]: line["number"] for line in found.order_by("code")}


def _journal(actor: Actor, case: Case) -> None:
    record(
        actor=actor, verb=Permission.CASE_READ, subject="case", subject_id=case.pk, path=case.path, level=case.level,
        seal=case.seal,
    )  # fmt: skip

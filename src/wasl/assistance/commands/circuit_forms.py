"""The questionnaires that a step of a circuit asks: which may be asked, what was answered, and the step done by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localtime

from wasl.assistance.commands.ages import age_of
from wasl.assistance.commands.placing import registrations_of
from wasl.assistance.models import Assessment, CircuitRun, CircuitStep
from wasl.assistance.rules.circuits import Step, filled
from wasl.catalogue.models import Questionnaire
from wasl.catalogue.queries import questionnaires_on
from wasl.catalogue.questionnaires.answers import is_offered
from wasl.core.actor import Actor
from wasl.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class AskedForms:
    """What the open occurrence of a step asks: questionnaires offered at her age, the latest answer to one of them in
    this run, and what that answer says for the fields of the step."""

    offered: list[Questionnaire] = field(default_factory=list)
    answer: Assessment | None = None
    fills: dict[str, str] = field(default_factory=dict)


def offered_to(actor: Actor, registration_id: UUID, codes: Iterable[str], *, on: date) -> list[Questionnaire]:
    wanted = set(codes)
    if not wanted:
        return []
    (person,) = registrations_of(actor, [registration_id])
    age = age_of(person, on=on)
    rows = questionnaires_on(on).filter(code__in=wanted)
    return [row for row in rows if is_offered(age=age, least_age=row.least_age, most_age=row.most_age)]


def asked_forms(actor: Actor, run: CircuitRun, row: CircuitStep, step: Step, *, now: datetime) -> AskedForms:
    """A step that opens again asks again; the first time, an answer given since the run began is good."""
    if not step.questionnaires:
        return AskedForms()
    since = run.started_at if row.occurrence == 1 else row.opened_at
    rows = Assessment.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=run.case_id)
    rows = rows.filter(code__in=step.questionnaires, assessed_at__lte=now)
    answer = rows.filter(assessed_at__gte=since).select_related("questionnaire").order_by("-assessed_at", "-id").first()
    fills = {}
    if answer is not None:
        day = localtime(answer.assessed_at).date()
        fills = filled(step, code=answer.code, band=answer.decided_band or answer.band, on=day)
    case = run.case
    return AskedForms(
        offered_to(actor, case.registration_id, step.questionnaires, on=localtime(now).date()), answer, fills
    )

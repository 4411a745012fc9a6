"""A questionnaire answered in a dossier, and a supervisor's other opinion beside its result."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.ages import age_of
from wasl.assistance.commands.placing import insert, placed, registrations_of
from wasl.assistance.commands.sealing import sealed_values, unsealed_values
from wasl.assistance.models import Assessment, Case
from wasl.assistance.rules import (
    CASE_OVER,
    AssessmentFault,
    fault_of_override,
    fault_of_version,
)
from wasl.catalogue.models import Questionnaire
from wasl.catalogue.queries import parameter, questionnaire_version
from wasl.catalogue.questionnaires.answers import Missing, findings, is_offered, read, score
from wasl.catalogue.questionnaires.rules import Answers, form_of
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record

SEALED = "assessment"
REASON = "assessment-reason"


class CannotAssess(Exception):
    """`missing` says of each question what is wrong with its answer."""

    def __init__(self, fault: AssessmentFault, missing: Mapping[str, Missing] | None = None) -> None:
        super().__init__(fault)
        self.fault, self.missing = fault, dict(missing or {})


@transaction.atomic
def record_assessment(
    *,
    actor: Actor,
    now: datetime,
    assessment_id: UUID,
    case_id: UUID,
    questionnaire_id: UUID,
    typed: Answers,
    language: str,
    has_interpreter: bool = False,
    conclusion: str = "",
) -> Assessment:
    """Keeps what was answered with the version it was asked in; an id sent twice with the same answers is one.

    Raises CannotAssess.
    """
    case = case_to_work_on(actor, case_id)
    version = questionnaire_version(questionnaire_id)
    if version is None:
        raise CannotAssess(AssessmentFault.NOT_OFFERED)
    form = form_of(version.content)
    answers, missing = read(form, typed)
    if missing:
        raise CannotAssess(AssessmentFault.UNANSWERED, missing)
    values = {"answers": answers, "conclusion": conclusion.strip()}
    if known := _already(actor, assessment_id, case, values):
        return known
    if fault := _fault(actor, case, version, language, today=localtime(now).date()):
        raise CannotAssess(fault)
    result = score(form, answers)
    row = insert(
        Assessment(
            pk=assessment_id, case=case, questionnaire=version, code=version.code, assessed_at=now, language=language,
            has_interpreter=has_interpreter, sealed=sealed_values(SEALED, assessment_id, values),
            total=result.total if form.bands else None, band=result.band, findings=findings(form, answers),
            recorded_by_id=actor.account_id, **placed(case.unit, case),
        )
    )  # fmt: skip
    _journal(actor, row, "assessment:record", reason=version.code)
    return row


def case_to_work_on(actor: Actor, case_id: UUID) -> Case:
    """Locked: two at once in one dossier follow one another. NotAllowed alike when it is not there or out of reach."""
    require(actor, Permission.CASE_OPEN)
    rows = Case.objects.visible_to(actor, Permission.CASE_READ).select_related("unit")
    case: Case | None = rows.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise NotAllowed(Permission.CASE_READ, "a dossier out of reach")
    require(actor, Permission.CASE_OPEN, path=case.path, level=case.level, seal=case.seal)
    return case


def _already(actor: Actor, pk: UUID, case: Case, values: Mapping[str, object]) -> Assessment | None:
    known: Assessment | None = Assessment.objects.visible_to(actor, Permission.CASE_READ).filter(pk=pk).first()
    if known and (known.case_id != case.pk or unsealed_values(SEALED, known.pk, known.sealed) != values):
        raise CannotAssess(AssessmentFault.OTHER_CONTENT)
    return known


def _fault(actor: Actor, case: Case, version: Questionnaire, language: str, *, today: date) -> AssessmentFault | None:
    if case.state in CASE_OVER:
        return AssessmentFault.CASE_OVER
    if not language:
        return AssessmentFault.NO_LANGUAGE
    (person,) = registrations_of(actor, [case.registration_id])
    if person.is_anonymous:
        return AssessmentFault.PERSON_GONE
    age = age_of(person, on=today)
    if not is_offered(age=age, least_age=version.least_age, most_age=version.most_age):
        return AssessmentFault.NOT_OFFERED
    if version.since > today:
        return AssessmentFault.NOT_OFFERED
    return fault_of_version(until=version.until, today=today, days=parameter("assessment.version_days", on=today))


@transaction.atomic
def override_assessment(*, actor: Actor, now: datetime, assessment_id: UUID, band: str, reason: str) -> Assessment:
    """A supervisor's own level, with the reason; the counted one stays beside it. Raises CannotAssess."""
    require(actor, Permission.ASSESSMENT_OVERRIDE)
    rows = Assessment.objects.visible_to(actor, Permission.CASE_READ).select_for_update(of=("self",))
    row: Assessment = rows.select_related("questionnaire").get(pk=assessment_id)
    require(actor, Permission.ASSESSMENT_OVERRIDE, path=row.path, level=row.level, seal=row.seal)
    if row.recorded_by_id == actor.account_id:
        raise CannotAssess(AssessmentFault.OWN_ASSESSMENT)
    bands = [one.code for one in form_of(row.questionnaire.content).bands]
    if fault := fault_of_override(band=band, stands=row.decided_band or row.band, bands=bands, reason=reason):
        raise CannotAssess(fault)
    row.decided_band, row.decided_by_id, row.decided_at = band, actor.account_id, now
    row.decided_reason = sealed_values(REASON, row.pk, {"reason": reason.strip()})
    row.save(update_fields=["decided_band", "decided_by", "decided_at", "decided_reason"])
    _journal(actor, row, "assessment:override", reason=band)
    return row


def _journal(actor: Actor, row: Assessment, verb: str, *, reason: str) -> None:
    record(
        actor=actor, verb=verb, subject="assessment", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=reason,
    )  # fmt: skip

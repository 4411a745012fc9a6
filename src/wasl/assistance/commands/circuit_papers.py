"""Papers that a step of a circuit prints from what was recorded: only while the step stands open, or once it is done.

So a report that a second agent must check is not printed before the check.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from wasl.assistance.commands.circuits import CannotAdvance, content_of, steps_of
from wasl.assistance.models import Case, CircuitRun, CircuitStep
from wasl.assistance.queries.names import agents, persons
from wasl.assistance.rules.circuits import Circuit, CircuitFault, Kind, StepState, decoded
from wasl.assistance.rules.procedures import SHEETS
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.months import day_in_words
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.disability_attestation import DisabilityAttestation
from wasl.documents.papers.enquiry_report import EnquiryReport
from wasl.documents.papers.mediation_agreement import MediationAgreement
from wasl.documents.papers.paper import Paper
from wasl.documents.papers.procedure_sheet import ProcedureSheet
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.people.models import Registration
from wasl.people.rules import age_on
from wasl.vocabulary.queries import label

SENSITIVE = 3
NOBODY = "…………………"


@dataclass(frozen=True)
class Told:
    """What was recorded in a run, by step; `by` who did each. Texts come in `lang`."""

    circuit: Circuit
    answers: dict[str, dict[str, str]]
    by: dict[str, str]
    person: Registration | None
    level: int
    lang: str
    on: date

    def text(self, step: str, field: str) -> str:
        return self.answers.get(step, {}).get(field, "")

    def day(self, step: str, field: str) -> date | None:
        text = self.text(step, field)
        return date.fromisoformat(text) if text else None

    def labels(self, step: str, field: str) -> tuple[str, ...]:
        """Of one choice or several; of an authority its name, of a number the number."""
        asked = self.circuit.by_code[step].fields[field]
        said = self.text(step, field)
        if asked.kind is Kind.AUTHORITY:
            return (label("referral_destinations", said, self.lang),) if said else ()
        if not asked.choices:
            return (said,) if said else ()
        return tuple(one.label.in_(self.lang) for one in asked.choices if one.code in said.split())

    def label(self, step: str, field: str) -> str:
        return ("، " if self.lang == "ar" else ", ").join(self.labels(step, field))

    @property
    def name(self) -> str:
        if self.person is None:
            return NOBODY
        latin = f"{self.person.given_latin} {self.person.family_latin}".strip()
        known = (self.person.name_ar or latin) if self.lang == "ar" else (latin or self.person.name_ar)
        return known or NOBODY

    @property
    def born(self) -> str:
        """The whole birth day where it is known, else an age."""
        who = self.person
        if who is None or who.birth_year is None:
            return ""
        if who.birth_month and who.birth_day:
            return day_in_words(date(who.birth_year, who.birth_month, who.birth_day), self.lang)
        age = age_on(self.on, year=who.birth_year, month=who.birth_month, born_on=who.birth_day)
        return "" if age is None else ngettext("%(count)s year old", "%(count)s years old", age) % {"count": age}


def _attestation(told: Told) -> Paper:
    return DisabilityAttestation(
        name=told.name, born=told.born, evaluated=told.day("BESOINS", "evaluated_on") or told.on,
        types=told.labels("BESOINS", "types"), degree=told.label("BESOINS", "severity"),
        is_discreet=told.level > SENSITIVE,
    )  # fmt: skip


def _agreement(told: Told) -> Paper:
    return MediationAgreement(
        first=told.name, second=told.text("TERMES", "other_name"), first_does=told.text("TERMES", "first_does"),
        second_does=told.text("TERMES", "second_does"), review_by=told.day("TERMES", "next_review_until"),
    )  # fmt: skip


def _sheet(told: Told) -> Paper:
    sheet = SHEETS[told.text("DEMANDE", "procedure")]
    ready = set(told.text(sheet.step, "ready").split())
    pieces = told.circuit.by_code[sheet.step].fields["ready"].choices
    days = parameter("circuit.procedure.appeal_days", on=told.on)
    return ProcedureSheet(
        heading=sheet.heading.in_(told.lang), why=sheet.why.in_(told.lang), go=sheet.go.in_(told.lang),
        ask=sheet.ask.in_(told.lang), refused=sheet.refused.in_(told.lang),
        ready=tuple(one.label.in_(told.lang) for one in pieces if one.code in ready),
        missing=tuple(one.label.in_(told.lang) for one in pieces if one.code not in ready),
        note=told.text(sheet.step, "missing"), where=told.label("RENDEZ_VOUS", "where"),
        day=told.day("RENDEZ_VOUS", "next_on"), appeal_days=days, is_discreet=told.level >= SENSITIVE,
    )  # fmt: skip


_FOUND = ("place", "heard", "household", "children", "housing", "income")


def _report(told: Told) -> Paper:
    fields = told.circuit.by_code["VISITE"].fields
    found = ((fields[name].label.in_(told.lang), told.label("VISITE", name)) for name in _FOUND)
    return EnquiryReport(
        authority=told.label("SAISINE", "authority"), reference=told.text("SAISINE", "reference"),
        asked=told.day("SAISINE", "asked_on") or told.on, question=told.text("SAISINE", "question"),
        name=told.name, born=told.born, visited=told.day("VISITE", "visited_on") or told.on,
        found=tuple(pair for pair in found if pair[1]), health=told.text("VISITE", "health"),
        seen=told.text("VISITE", "seen"), paragraph=told.text("REDACTION", "paragraph"),
        opinion=told.label("REDACTION", "opinion"), drafted_by=told.by.get("REDACTION", ""),
        checked_by=told.by.get("RELECTURE", ""),
    )  # fmt: skip


#: Template -> its data, from what was recorded.
BUILDERS: dict[str, Callable[[Told], Paper]] = {
    DisabilityAttestation.template: _attestation,
    MediationAgreement.template: _agreement,
    ProcedureSheet.template: _sheet,
    EnquiryReport.template: _report,
}


def _told(actor: Actor, run: CircuitRun, circuit: Circuit, lang: str, on: date) -> Told:
    rows = [row for row in steps_of(actor, run) if row.state == StepState.DONE]
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=run.case_id)
    names = agents(row.settled_by_id for row in rows)
    return Told(
        circuit=circuit, lang=lang, on=on, level=run.level,
        answers={row.code: content_of(row) for row in rows},
        by={row.code: names.get(row.settled_by_id, "") for row in rows if row.settled_by_id},
        person=persons(actor, [case.registration_id]).get(case.registration_id),
    )  # fmt: skip


@transaction.atomic
def issue_step_paper(*, actor: Actor, now: datetime, step_id: UUID, lang: str) -> IssuedDocument:
    """The paper of a step, in the reader's language; raises CannotAdvance where the step prints none, or not yet."""
    require(actor, Permission.DOCUMENT_ISSUE)
    row: CircuitStep = CircuitStep.objects.visible_to(actor, Permission.CASE_READ).get(pk=step_id)
    run = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).select_related("definition").get(pk=row.run_id)
    circuit = decoded(run.definition.content)
    template = next((one for one in circuit.by_code[row.code].papers if one in BUILDERS), "")
    if not template:
        raise CannotAdvance(CircuitFault.UNKNOWN_CIRCUIT)
    if row.state not in {StepState.OPEN, StepState.DONE}:
        raise CannotAdvance(CircuitFault.NOT_OPEN)
    on = localtime(now).date()
    with translation.override(lang):
        data = BUILDERS[template](_told(actor, run, circuit, lang, on))
    return issue(
        actor=actor, template=template, lang=lang, now=now, level=run.level, seal=run.seal, data=data,
        subject="circuit", subject_id=run.pk, unit=issuing_unit(Unit.objects.get(pk=run.unit_id), on=on),
    )  # fmt: skip

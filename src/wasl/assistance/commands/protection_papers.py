"""Papers of the protection circuits, from the data: reports to justice, the attestation of reception, the committee's
figures. Who reported a child stands in none of them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from wasl.assistance.commands.circuits import CannotAdvance, past_of, steps_of
from wasl.assistance.commands.signals import unsealed
from wasl.assistance.models import Case, CircuitRun, ProtectionSignal, SignalChild
from wasl.assistance.queries.names import persons
from wasl.assistance.queries.signals import signal_of_case
from wasl.assistance.rules.circuits import Circuit, CircuitFault, Past, StepState, decoded
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.justice_report import JusticeReport, ReportedChild
from wasl.documents.papers.reception_attestation import ReceptionAttestation
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.people.models import Registration
from wasl.people.rules import age_on
from wasl.territory.models import Territory
from wasl.territory.rules import Level
from wasl.vocabulary import term


class Ask(StrEnum):
    """What a report asks justice for."""

    PLACEMENT = "placement"
    INQUIRY = "inquiry"
    EXAMINATION = "examination"
    MEASURE = "measure"


class Recipient(StrEnum):
    PROSECUTOR = "prosecutor"
    JUDGE = "judge"


def _asked(code: str) -> str:
    return {
        Ask.PLACEMENT: gettext("A provisional placement of the child"),
        Ask.INQUIRY: gettext("An inquiry into the facts"),
        Ask.EXAMINATION: gettext("A medical examination"),
        Ask.MEASURE: gettext("Any measure of protection that the child's interest calls for"),
    }[Ask(code)]


def _run(actor: Actor, run_id: UUID) -> tuple[CircuitRun, Circuit, Case]:
    require(actor, Permission.DOCUMENT_ISSUE)
    run = CircuitRun.objects.visible_to(actor, Permission.CASE_READ).select_related("definition").get(pk=run_id)
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=run.case_id)
    return run, decoded(run.definition.content), case


@transaction.atomic
def issue_report(
    *,
    actor: Actor,
    now: datetime,
    run_id: UUID,
    recipient: str = Recipient.PROSECUTOR,
    asks: Sequence[str] = (Ask.MEASURE,),
    words: str = "",
    lang: str = "ar",
) -> IssuedDocument:
    """The report of the dossier's child, with brothers and sisters of the event; `words` replace those of the signal.

    Raises DoesNotExist, and CannotAdvance where the circuit reports to nobody.
    """
    run, circuit, case = _run(actor, run_id)
    if not any("justice_report" in step.papers for step in circuit.steps):
        raise CannotAdvance(CircuitFault.NOT_YOURS)
    signal = signal_of_case(actor=actor, case_id=case.pk)
    said = unsealed(signal) if signal else {"words": "", "place": ""}
    past = past_of(steps_of(actor, run))
    on = localtime(now).date()
    with translation.override(lang):
        data = JusticeReport(
            recipient=Recipient(recipient).value, court=_court(run.path, lang), told=localtime(run.started_at),
            children=_children(actor, case, signal, on=on, lang=lang), facts=words.strip() or said["words"],
            place=said["place"], danger=_label(circuit, past, "REPERAGE", "danger", lang),
            done=_done(past, recipient), asks=tuple(_asked(code) for code in asks),
        )  # fmt: skip
    return issue(
        actor=actor, template=JusticeReport.template, lang=lang, now=now, level=run.level, seal=run.seal, data=data,
        subject="circuit", subject_id=run.pk, unit=issuing_unit(Unit.objects.get(pk=run.unit_id), on=on),
    )  # fmt: skip


def _court(path: str, lang: str) -> str:
    """The province of the delegation, where its court of first instance stands."""
    steps = path.rstrip(".").split(".")
    above = [".".join(steps[:end]) + "." for end in range(1, len(steps) + 1)]
    units = Unit.objects.filter(path__in=above, kind="DELEG")
    state = units.values_list("states__province_code", flat=True).exclude(states__province_code="").first()
    place = Territory.objects.filter(code=state, level=Level.PROVINCE).first() if state else None
    if place is None:
        return "…………"
    return place.name_ar if lang == "ar" else place.name_fr


def _children(
    actor: Actor, case: Case, signal: ProtectionSignal | None, *, on: date, lang: str
) -> tuple[ReportedChild, ...]:
    rows = SignalChild.objects.visible_to(actor, Permission.SIGNAL_RECORD).filter(signal=signal) if signal else []
    told = {row.case_id: row for row in rows if row.case_id} if signal else {}
    own = _child(actor, case, told.get(case.pk), on=on, lang=lang)
    others = [row for row in rows if row.case_id != case.pk]
    return (own, *(_sibling(actor, row, on=on, lang=lang) for row in others))


def _child(actor: Actor, case: Case, told: SignalChild | None, *, on: date, lang: str) -> ReportedChild:
    person = persons(actor, [case.registration_id]).get(case.registration_id)
    said = unsealed(told) if told else {"name": "", "described": ""}
    if person is None:
        return ReportedChild(name=said["name"], described=said["described"])
    return ReportedChild(
        name=_name(person, lang) or said["name"], sex=_sex(person.sex, lang), born=_age(person, on=on),
        described=said["described"],
    )  # fmt: skip


def _sibling(actor: Actor, row: SignalChild, *, on: date, lang: str) -> ReportedChild:
    case = Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk=row.case_id).first() if row.case_id else None
    if case is not None:
        return _child(actor, case, row, on=on, lang=lang)
    said = unsealed(row)
    return ReportedChild(
        name=said["name"], sex=_sex(row.sex, lang), born=_years(row.age), described=said["described"]
    )  # fmt: skip


def _name(person: Registration, lang: str) -> str:
    latin = f"{person.given_latin} {person.family_latin}".strip()
    return (person.name_ar or latin) if lang == "ar" else (latin or person.name_ar)


def _sex(code: str, lang: str) -> str:
    return "" if code == "X" else term("sex", code).label(lang)


def _age(person: Registration, *, on: date) -> str:
    return _years(age_on(on, year=person.birth_year, month=person.birth_month, born_on=person.birth_day))


def _years(age: int | None) -> str:
    return "" if age is None else ngettext("%(count)s year old", "%(count)s years old", age) % {"count": age}


def _label(circuit: Circuit, past: Sequence[Past], code: str, field: str, lang: str) -> str:
    """The words of a choice that was made in a step."""
    said = next((one.answers.get(field) for one in past if one.code == code and one.state is StepState.DONE), None)
    step = circuit.by_code.get(code)
    if said is None or step is None:
        return ""
    return next((one.label.in_(lang) for one in step.fields[field].choices if one.code == said), "")


#: What a report tells of the work: free words of these steps, and for the judge the evaluation as well.
_TOLD = (("REPERAGE", "first_action"), ("URGENCE", "done"))
_TOLD_TO_JUDGE = (*_TOLD, ("EVALUATION", "child_says"), ("EVALUATION", "family"))


def _done(past: Sequence[Past], recipient: str) -> tuple[str, ...]:
    wanted = _TOLD_TO_JUDGE if recipient == Recipient.JUDGE else _TOLD
    found = {
        (one.code, name): text for one in past if one.state is StepState.DONE for name, text in one.answers.items()
    }
    return tuple(found[key] for key in wanted if key in found)


@transaction.atomic
def issue_attestation(*, actor: Actor, now: datetime, run_id: UUID, lang: str) -> IssuedDocument:
    """That she was received on the day the circuit began; it says neither why nor by which unit."""
    run, circuit, case = _run(actor, run_id)
    if not any("reception_attestation" in step.papers for step in circuit.steps):
        raise CannotAdvance(CircuitFault.NOT_YOURS)
    person = persons(actor, [case.registration_id]).get(case.registration_id)
    name = _name(person, lang) if person else ""
    on = localtime(now).date()
    return issue(
        actor=actor, template=ReceptionAttestation.template, lang=lang, now=now, level=run.level, seal=run.seal,
        data=ReceptionAttestation(name=name or "…………………", received=localtime(run.started_at).date()),
        subject="circuit", subject_id=run.pk, unit=issuing_unit(Unit.objects.get(pk=run.unit_id), on=on),
    )  # fmt: skip

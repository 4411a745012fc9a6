"""A dossier's circuits: beginning one, where it stands, doing, leaving out and undoing its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands.circuit_papers import BUILDERS, issue_step_paper
from wasl.assistance.commands.circuits import CannotAdvance, do_step, end_circuit, skip_step, start_circuit, undo_step
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.protection_papers import Recipient, issue_attestation, issue_report
from wasl.assistance.queries.circuits import RunSheet, StepShown, circuits_for, run_sheet, runs_of
from wasl.assistance.queries.names import persons
from wasl.assistance.queries.places import Establishment, establishments_for
from wasl.assistance.queries.signals import siblings_of, signal_of_case
from wasl.assistance.rules.circuits import FORM, NO_FORM, Circuit, CircuitFault, Kind, Route, Step
from wasl.catalogue.questionnaires.rules import form_of
from wasl.core.permissions import Permission as P
from wasl.vocabulary.choices import current_label
from wasl.web.assessments.words import band_label
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS as CASE_FAULTS
from wasl.web.circuits.forms import EndForm, NoFormForm, ReportForm, SkipForm, StepForm, UndoForm
from wasl.web.circuits.words import FAULTS, ROUTES, STATES
from wasl.web.papers import language_of, to_paper
from wasl.web.printed import language
from wasl.web.requests import Request


@require_http_methods(["GET", "POST"])
@needs(P.CASE_READ)
@hidden_is_missing
def circuits(request: Request, case_id: UUID) -> HttpResponse:
    """What the dossier follows, and what may begin in it."""
    if request.method == "POST":
        return _start(request, case_id)
    context = {
        "case_id": case_id,
        "runs": [(row, _label(row)) for row in runs_of(actor=request.actor, case_id=case_id)],
        "offered": [
            (one.code, one.label.in_(language()), is_proposed)
            for one, is_proposed in circuits_for(actor=request.actor, case_id=case_id)
        ],
        "may_start": request.actor.may(P.CASE_OPEN),
    }
    return TemplateResponse(request, "circuits/list.html", context)


def _label(row: Any) -> str:
    label = row.definition.content["label"]
    return str(label["ar"] if language() == "ar" else label["fr"])


def _start(request: Request, case_id: UUID) -> HttpResponse:
    try:
        row = start_circuit(
            actor=request.actor, now=timezone.now(), run_id=command_id(request), case_id=case_id,
            circuit=request.POST.get("circuit", ""),
        )  # fmt: skip
    except CannotAdvance as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("circuits:list", case_id)
    except Refused as refusal:
        messages.error(request, CASE_FAULTS[refusal.fault])
        return redirect("circuits:list", case_id)
    return redirect("circuits:run", case_id, row.pk)


@require_GET
@needs(P.CASE_READ)
@hidden_is_missing
def run(request: Request, case_id: UUID, run_id: UUID) -> HttpResponse:
    return run_page(request, case_id, run_id)


def run_page(
    request: Request, case_id: UUID, run_id: UUID, *, sent: StepForm | None = None, status: int = 200
) -> HttpResponse:
    """`sent`: the form of a step that came back with what is wrong."""
    sheet = run_sheet(actor=request.actor, case_id=case_id, run_id=run_id, now=timezone.now())
    places = _places(request, sheet)
    shown = {one.step.code: _step(sheet.circuit, one) for one in sheet.steps}
    routes: dict[Route, tuple[str, list[dict[str, Any]]]] = {
        route: (ROUTES[route], [one for one in shown.values() if one["route"] is route]) for route in Route
    }  # fmt: skip
    if not routes[Route.JUDICIAL][1]:
        # Nothing stands side by side: one list, in the order of the circuit.
        routes = {
            Route.COMMON: (_("Steps"), list(shown.values())),
            Route.JUDICIAL: ("", []),
            Route.ADMINISTRATIVE: ("", []),
        }
    signal = signal_of_case(actor=request.actor, case_id=case_id)
    context = {
        "sheet": sheet, "row": sheet.run, "case_id": case_id, "label": sheet.circuit.label.in_(language()),
        "now": timezone.now(), "due": [_due(one, sent, places) for one in sheet.open_steps],
        "common": routes[Route.COMMON], "routes": [routes[Route.JUDICIAL], routes[Route.ADMINISTRATIVE]],
        "signal": signal, "siblings": siblings_of(actor=request.actor, case_id=case_id) if signal else [],
        "places": places, "skip": SkipForm(), "undo": UndoForm(),
        "end": EndForm(reasons=[(code, current_label("closure_reasons", code)) for code in sheet.circuit.closing]),
        "may_act": request.actor.may(P.CASE_OPEN) and sheet.run.ended_at is None,
    }  # fmt: skip
    return TemplateResponse(request, "circuits/run.html", context, status=status)


def _places(request: Request, sheet: RunSheet) -> list[Establishment]:
    """Where one could be placed, once a step that asks for an establishment is open."""
    asks = any(field.name == "establishment" for one in sheet.open_steps for field in one.step.records)
    if not asks or not request.actor.may(P.CASE_OPEN):
        return []
    signal = signal_of_case(actor=request.actor, case_id=sheet.case.pk)
    person = persons(request.actor, [sheet.case.registration_id]).get(sheet.case.registration_id)
    commune = (signal.commune_code if signal else "") or (person.commune_code if person else "")
    return establishments_for(
        actor=request.actor, categories=sheet.circuit.establishments, commune_code=commune, now=timezone.now()
    )


def _due(one: StepShown, sent: StepForm | None, places: list[Establishment]) -> dict[str, Any]:
    is_sent = sent is not None and sent.step.code == one.step.code
    form = sent if is_sent else StepForm(one.step, places=_named(places), initial=one.forms.fills)
    assert form is not None
    return {
        "shown": one, "row": one.row, "form": form, "label": one.step.label.in_(language()),
        "purpose": one.step.purpose.in_(language()), "destinations": one.step.destinations,
        "reports": "justice_report" in one.step.papers, "attests": "reception_attestation" in one.step.papers,
        "prints": _prints(one.step), "forms": one.forms.offered, "answer": one.forms.answer,
        "answered": _answered(one.forms.answer), "no_form": NoFormForm(auto_id=f"{one.step.code.lower()}-%s"),
        "recipient": Recipient.PROSECUTOR if "PARQUET" in one.step.destinations else Recipient.JUDGE,
        "is_sent": form is sent, "report": ReportForm(auto_id=f"report-{one.step.code.lower()}-%s"),
    }  # fmt: skip


def _answered(answer: Any) -> tuple[str, str] | None:
    """What was asked, and the level it came to."""
    if answer is None:
        return None
    form = form_of(answer.questionnaire.content)
    return str(answer.questionnaire.label), str(band_label(form, answer.decided_band or answer.band))


def _prints(step: Step) -> bool:
    """Whether the step has a paper of its own, made from what was recorded."""
    return any(paper in BUILDERS for paper in step.papers)


def _named(places: list[Establishment]) -> list[tuple[str, str]]:
    return [(one.name, one.name) for one in places if one.name]


def _step(circuit: Circuit, one: StepShown) -> dict[str, Any]:
    kind, word = STATES[one.standing.state]
    labels = {step.code: step.label.in_(language()) for step in circuit.steps}
    return {
        "shown": one, "route": one.step.route, "label": labels[one.step.code], "badge": kind, "word": word,
        "prints": _prints(one.step),
        "waits_for": [labels[code] for code in one.waits_for],
        "past": [(row, _said(one.step, said), who, said.get(FORM, "")) for row, said, who in one.past],
    }  # fmt: skip


def _said(step: Step, answers: dict[str, str]) -> list[tuple[str, str]]:
    """Label and answer, in the words of the page."""
    found = []
    for name, text in answers.items():
        field = step.fields.get(name)
        if field is None:
            continue
        words = {one.code: one.label.in_(language()) for one in field.choices}
        if field.kind is Kind.YES_NO:
            words = {"yes": _("Yes"), "no": _("No")}
        elif field.kind is Kind.AUTHORITY:
            words = {text: current_label("referral_destinations", text)}
        said = (
            [words.get(code, code) for code in text.split()] if field.kind is Kind.SEVERAL else [words.get(text, text)]
        )
        found.append((field.label.in_(language()), " · ".join(said)))
    return found


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def step(request: Request, case_id: UUID, run_id: UUID, step_id: UUID) -> HttpResponse:
    """Done, left out, or undone: `do` says which."""
    sheet = run_sheet(actor=request.actor, case_id=case_id, run_id=run_id)
    known = {row.pk for one in sheet.steps for row in [one.row, *(row for row, *_ in one.past)] if row is not None}
    if step_id not in known:
        raise Http404
    given: dict[str, Any] = {"actor": request.actor, "now": timezone.now(), "step_id": step_id}
    what = request.POST.get("do", "do")
    if what in {"skip", "undo"}:
        command = skip_step if what == "skip" else undo_step
        given["reason"] = request.POST.get("reason", "")
        return _done(request, (case_id, run_id), command, given)
    definition = next(one.step for one in sheet.steps if _holds(one, step_id))
    form = StepForm(definition, request.POST, places=_named(_places(request, sheet)))
    if not form.is_valid():
        return run_page(request, case_id, run_id, sent=form, status=422)
    answers = form.answers()
    if why := request.POST.get("no_form", ""):
        answers[NO_FORM] = why
    try:
        do_step(answers=answers, **given)
    except CannotAdvance as refusal:
        if refusal.fault is not CircuitFault.ANSWERS:
            messages.error(request, FAULTS[refusal.fault])
            return redirect("circuits:run", case_id, run_id)
        form.explain(refusal.answers)
        return run_page(request, case_id, run_id, sent=form, status=422)
    messages.success(request, _("Done: what comes next is below."))
    return redirect("circuits:run", case_id, run_id)


def _holds(one: StepShown, step_id: UUID) -> bool:
    return any(row is not None and row.pk == step_id for row in [one.row, *(row for row, *_ in one.past)])


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def end(request: Request, case_id: UUID, run_id: UUID) -> HttpResponse:
    run_sheet(actor=request.actor, case_id=case_id, run_id=run_id)
    reason = request.POST.get("reason", "")
    given = {"actor": request.actor, "now": timezone.now(), "run_id": run_id, "reason": reason}
    return _done(request, (case_id, run_id), end_circuit, given)


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def report(request: Request, case_id: UUID, run_id: UUID) -> HttpResponse:
    """The report to justice, in Arabic, opened as a paper."""
    run_sheet(actor=request.actor, case_id=case_id, run_id=run_id)
    form = ReportForm(request.POST)
    recipient = request.POST.get("recipient", "")
    if not form.is_valid() or recipient not in set(Recipient):
        messages.error(request, _("Say what is requested from justice."))
        return redirect("circuits:run", case_id, run_id)
    try:
        made = issue_report(
            actor=request.actor, now=timezone.now(), run_id=run_id, recipient=recipient, **form.cleaned_data
        )
    except CannotAdvance as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("circuits:run", case_id, run_id)
    return to_paper(request, made)


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def paper(request: Request, case_id: UUID, run_id: UUID, step_id: UUID) -> HttpResponse:
    """The paper of a step, in the language asked."""
    sheet = run_sheet(actor=request.actor, case_id=case_id, run_id=run_id)
    if not any(_holds(one, step_id) for one in sheet.steps):
        raise Http404
    try:
        made = issue_step_paper(actor=request.actor, now=timezone.now(), step_id=step_id, lang=language_of(request))
    except CannotAdvance as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("circuits:run", case_id, run_id)
    return to_paper(request, made)


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def attestation(request: Request, case_id: UUID, run_id: UUID) -> HttpResponse:
    run_sheet(actor=request.actor, case_id=case_id, run_id=run_id)
    try:
        made = issue_attestation(actor=request.actor, now=timezone.now(), run_id=run_id, lang=language_of(request))
    except CannotAdvance as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("circuits:run", case_id, run_id)
    return to_paper(request, made)


def _done(request: Request, where: tuple[UUID, UUID], command: Any, given: dict[str, Any]) -> HttpResponse:
    try:
        command(**given)
        messages.success(request, _("Saved."))
    except CannotAdvance as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("circuits:run", *where)

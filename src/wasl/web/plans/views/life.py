from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance import commands
from wasl.assistance.commands import CannotPlan, PlanConflict
from wasl.assistance.rules import Capacity, Result, Way
from wasl.catalogue.queries import parameter
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.papers import to_paper
from wasl.web.plans.conflicts import shown_conflict
from wasl.web.plans.forms import EndForm, ReviewForm, SignForm, StartForm, SummaryForm
from wasl.web.plans.views.pages import plan_page, plans_page, sheet_of
from wasl.web.plans.words import FAULTS


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def start(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return plans_page(request, case_id, form)
    try:
        row = commands.start_plan(
            actor=request.actor, now=timezone.now(), plan_id=command_id(request), case_id=case_id,  # type: ignore[attr-defined]
            **form.cleaned_data,
        )  # fmt: skip
    except CannotPlan as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return plans_page(request, case_id, form)
    return redirect("plans:plan", case_id, row.pk)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def words(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    """What the plan is about, changed while it is being written."""
    sheet = sheet_of(request, case_id, plan_id)
    stands = {"summary": sheet.summary}
    form = SummaryForm(request.POST or None, initial=stands, seen=stands)
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_plan(actor=request.actor, plan_id=plan_id, seen=form.seen(), **form.values())  # type: ignore[attr-defined]
            messages.success(request, _("Saved."))
            return redirect("plans:plan", case_id, plan_id)
        except PlanConflict as conflict:
            form = shown_conflict(form, SummaryForm, conflict)
        except CannotPlan as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    context = {"case_id": case_id, "plan": sheet.plan, "form": form, "heading": _("What the plan is about")}
    return TemplateResponse(request, "plans/edit.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@needs(P.PLAN_VALIDATE)
@hidden_is_missing
def validate(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    sheet_of(request, case_id, plan_id)
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdecimal() and len(version) < 8 else 0
    return _done(request, case_id, plan_id, commands.validate_plan, _("Validated: print it, and have it signed."),
                 version=number, now=timezone.now())  # fmt: skip


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def send_back(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    sheet_of(request, case_id, plan_id)
    return _done(request, case_id, plan_id, commands.return_plan, _("The plan can be changed again."))


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def paper(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    """The paper to sign, in the language asked for."""
    sheet_of(request, case_id, plan_id)
    lang = "ar" if request.POST.get("lang") == "ar" else "fr"
    try:
        made = commands.issue_plan(actor=request.actor, now=timezone.now(), plan_id=plan_id, lang=lang)  # type: ignore[attr-defined]
    except CannotPlan as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("plans:plan", case_id, plan_id)
    return to_paper(request, made)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def sign(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    """Notes how the paper was signed; no image of it is taken."""
    sheet_of(request, case_id, plan_id)
    form = SignForm(request.POST, witnesses=parameter("plan.witnesses", on=timezone.localdate()))
    if not form.is_valid():
        return plan_page(request, case_id, plan_id, sign=form)
    given = form.cleaned_data
    try:
        commands.sign_plan(
            actor=request.actor, now=timezone.now(), plan_id=plan_id, signature_id=command_id(request),  # type: ignore[attr-defined]
            version=given["version"], signed_on=given["signed_on"], capacity=Capacity(given["capacity"]),
            way=Way(given["way"]), signatory=given["signatory"], ground=given["ground"], witnesses=form.witnesses(),
        )  # fmt: skip
    except CannotPlan as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return plan_page(request, case_id, plan_id, sign=form)
    messages.success(request, _("Noted. The plan runs; its next review is in the case's next steps."))
    return redirect("plans:plan", case_id, plan_id)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def review(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    sheet = sheet_of(request, case_id, plan_id)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return plan_page(request, case_id, plan_id, review=form)
    chosen = {line.row.pk: request.POST.get(f"result-{line.row.pk}", "") for line in sheet.goals}
    results = {pk: Result(code) for pk, code in chosen.items() if code in set(Result)}
    try:
        commands.review_plan(
            actor=request.actor, now=timezone.now(), plan_id=plan_id, review_id=command_id(request),  # type: ignore[attr-defined]
            results=results, **form.cleaned_data,
        )  # fmt: skip
    except CannotPlan as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return plan_page(request, case_id, plan_id, review=form)
    messages.success(request, _("Review noted."))
    return redirect("plans:plan", case_id, plan_id)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def end(request: HttpRequest, case_id: UUID, plan_id: UUID) -> HttpResponse:
    sheet_of(request, case_id, plan_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return plan_page(request, case_id, plan_id, end=form)
    reason = form.cleaned_data["reason"]
    return _done(request, case_id, plan_id, commands.end_plan, _("The plan has ended."),
                 reason=reason, now=timezone.now())  # fmt: skip


def _done(request: HttpRequest, case_id: UUID, plan_id: UUID, command: Any, said: str, **given: Any) -> HttpResponse:
    try:
        command(actor=request.actor, plan_id=plan_id, **given)  # type: ignore[attr-defined]
        messages.success(request, said)
    except CannotPlan as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("plans:plan", case_id, plan_id)

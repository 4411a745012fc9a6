"""The desk of an independent handler."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wasl.assistance.commands import complaints as commands
from wasl.assistance.commands.complaints import CannotComplain
from wasl.assistance.queries.complaints import ComplaintSheet, complaint_sheet
from wasl.assistance.queries.complaints import complaints as complaints_of
from wasl.assistance.rules.complaints import DECIDED, NEXT_COMPLAINT, ComplaintState
from wasl.core.permissions import Permission as P
from wasl.network.queries import visible_names
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.complaints.forms import AskForm, AwayForm, StepForm
from wasl.web.complaints.words import (
    ACTS,
    BADGES,
    CHANNELS,
    DECISIONS,
    FAULTS,
    REASONS,
    SPEAKERS,
    STATES,
    STEPS,
    TOLD,
    kind_label,
)
from wasl.web.paging import page_by_key
from wasl.web.papers import language_of, pdf_answer
from wasl.web.printed import language
from wasl.web.requests import Request

STATE_FILTERS = ("open", "mine", "late", "over", "all")


def _names(request: Request, ids: Any) -> dict[UUID, str]:
    return visible_names(actor=request.actor, unit_ids=set(ids), day=timezone.localdate(), language=language())


@require_GET
@needs(P.COMPLAINT_HANDLE)
def complaints(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in STATE_FILTERS else "open"
    page = page_by_key(request, complaints_of(actor=request.actor, state=state), order=("final_due_on", "id"))
    names = _names(request, {row.about_unit_id for row in page.rows})
    today = timezone.localdate()
    shown = [
        {
            "row": row, "kind": kind_label(row.kind), "state": STATES[ComplaintState(row.state)],
            "badge": BADGES.get(row.state, "quiet"), "about": names.get(row.about_unit_id, ""),
            "is_late": row.state not in DECIDED and (
                row.final_due_on < today or (row.first_answer_on is None and row.first_due_on < today)
            ),
        }
        for row in page.rows
    ]  # fmt: skip
    context = {"rows": shown, "state": state, "next_key": page.next_key, "previous_key": page.previous_key}
    return TemplateResponse(request, "complaints/list.html", context)


@require_GET
@needs(P.COMPLAINT_HANDLE)
@hidden_is_missing
def complaint(request: Request, complaint_id: UUID) -> HttpResponse:
    return _sheet(request, complaint_id, {})


def _sheet(request: Request, complaint_id: UUID, forms: dict[str, Any], *, status: int = 200) -> HttpResponse:
    sheet = complaint_sheet(actor=request.actor, complaint_id=complaint_id)
    row = sheet.row
    asked = {one.row.unit_id for one in sheet.questions}
    names = _names(request, {row.about_unit_id, *(unit.pk for unit in sheet.units), *asked})
    units = [(str(unit.pk), names.get(unit.pk, unit.code)) for unit in sheet.units]
    may_confirm = row.closing_by_id is not None and row.closing_by_id != request.actor.account_id
    context = {
        "sheet": sheet, "row": row, "kind": kind_label(row.kind), "state": STATES[ComplaintState(row.state)],
        "badge": BADGES.get(row.state, "quiet"), "about": names.get(row.about_unit_id, ""), "names": names,
        "channel": CHANNELS[row.channel], "speaker": SPEAKERS[row.speaker], "told": TOLD[row.told],
        "decision": DECISIONS.get(row.decision, ""), "reason": REASONS.get(row.reason, ""),
        "steps": [(one, STEPS.get(one.step, one.step)) for one in sheet.steps],
        "acts": _acts(sheet, may_confirm=may_confirm), "may_tell": row.state in DECIDED and not row.told_on,
        "may_print": sheet.is_mine and row.first_answer_on, "may_ask": row.state in {"instructed", "answered"},
        "step_form": forms.get("step") or StepForm(), "ask_form": forms.get("ask") or AskForm(units=units),
        "away_form": forms.get("away") or AwayForm(), "waits_second": row.closing_by_id and row.state != "closed",
    }  # fmt: skip
    return TemplateResponse(request, "complaints/complaint.html", context, status=status)


def _acts(sheet: ComplaintSheet, *, may_confirm: bool) -> list[tuple[str, Any]]:
    if not (sheet.is_mine or may_confirm):
        return []
    following = NEXT_COMPLAINT[ComplaintState(sheet.row.state)] - {ComplaintState.REOPENED}
    return [(to, ACTS[to]) for to in ACTS if to in following]


def _version(request: Request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


def _done(request: Request, complaint_id: UUID, command: Any, **given: Any) -> HttpResponse:
    try:
        command(
            actor=request.actor, now=timezone.now(), complaint_id=complaint_id, version=_version(request), **given
        )  # fmt: skip
        messages.success(request, _("Saved."))
    except CannotComplain as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("complaints:complaint", complaint_id)
    if command is commands.step_back:
        return redirect("complaints:list")
    return redirect("complaints:complaint", complaint_id)


@require_POST
@needs(P.COMPLAINT_HANDLE)
@hidden_is_missing
def step(request: Request, complaint_id: UUID) -> HttpResponse:
    """One button: take it, move it along, or say that she was told."""
    to, form = request.POST.get("to", ""), StepForm(request.POST)
    if to == "take":
        return _done(request, complaint_id, commands.take_complaint)
    if to == "told":
        return _done(request, complaint_id, commands.note_told)
    if to not in set(ComplaintState) or not form.is_valid():
        return _sheet(request, complaint_id, {"step": form}, status=422)
    return _done(request, complaint_id, commands.advance_complaint, to=to, **form.cleaned_data)


@require_POST
@needs(P.COMPLAINT_HANDLE)
@hidden_is_missing
def ask(request: Request, complaint_id: UUID) -> HttpResponse:
    sheet = complaint_sheet(actor=request.actor, complaint_id=complaint_id)
    form = AskForm(request.POST, units=[(str(unit.pk), unit.code) for unit in sheet.units])
    if not form.is_valid():
        return _sheet(request, complaint_id, {"ask": form}, status=422)
    return _done(
        request, complaint_id, commands.ask_unit, question_id=command_id(request),
        unit_id=UUID(form.cleaned_data["unit"]), question=form.cleaned_data["question"],
    )  # fmt: skip


@require_POST
@needs(P.COMPLAINT_HANDLE)
@hidden_is_missing
def away(request: Request, complaint_id: UUID) -> HttpResponse:
    """Keeps somebody away from it; the handler alone, when the handler knows somebody in it."""
    if request.POST.get("do") == "back":
        return _done(request, complaint_id, commands.step_back)
    form = AwayForm(request.POST)
    if not form.is_valid():
        return _sheet(request, complaint_id, {"away": form}, status=422)
    return _done(request, complaint_id, commands.exclude_account, **form.cleaned_data)


@never_cache
@require_POST
@needs(P.COMPLAINT_HANDLE)
@hidden_is_missing
def answer(request: Request, complaint_id: UUID) -> HttpResponse:
    try:
        paper = commands.issue_answer(
            actor=request.actor, now=timezone.now(), complaint_id=complaint_id,
            lang=language_of(request),
        )  # fmt: skip
    except CannotComplain as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("complaints:complaint", complaint_id)
    return pdf_answer(bytes(paper.pdf or b""))

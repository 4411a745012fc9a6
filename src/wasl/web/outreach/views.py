"""Households whom one might contact: why, in sentences; what a person decides of it; what they are given to read."""

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

from wasl.core.permissions import Permission as P
from wasl.watch.commands.outreach import (
    CannotDecide,
    contest_proposal,
    decide_proposal,
    end_proposal,
    issue_reasons,
)
from wasl.watch.queries.outreach import STATES, proposal_sheet, proposals, trial
from wasl.watch.rules.outreach import NEXT_PROPOSAL, ProposalState
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.outreach import words
from wasl.web.outreach.forms import DecideForm, EndForm
from wasl.web.paging import page_by_key
from wasl.web.papers import language_of, pdf_answer
from wasl.web.requests import Request


@require_GET
@needs(P.WATCH_OUTREACH_DECIDE)
def proposed(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in STATES else "open"
    rows = proposals(actor=request.actor, state=state)
    page = page_by_key(request, rows, order=("-score__points", "-id"))
    context = {
        "rows": [_line(row) for row in page.rows], "state": state,
        "trial": trial(actor=request.actor, today=timezone.localdate()),
        "next_key": page.next_key, "previous_key": page.previous_key,
    }  # fmt: skip
    return TemplateResponse(request, "outreach/list.html", context)


def _line(row: Any) -> dict[str, Any]:
    kind, word = words.STATES[ProposalState(row.state)]
    first = max(row.score.lines, key=lambda line: line["points"], default=None)
    return {
        "row": row, "person": row.score.registration, "badge": kind, "word": word,
        "first": words.told(first) if first else "",
    }  # fmt: skip


@require_GET
@needs(P.WATCH_OUTREACH_DECIDE)
@hidden_is_missing
def proposal(request: Request, proposal_id: UUID) -> HttpResponse:
    return _page(request, proposal_id)


def _page(request: Request, proposal_id: UUID, *, form: DecideForm | None = None, status: int = 200) -> HttpResponse:
    sheet = proposal_sheet(actor=request.actor, proposal_id=proposal_id)
    next_states = NEXT_PROPOSAL[ProposalState(sheet.row.state)]
    may_decide = bool(next_states & set(words.DECISIONS)) and sheet.score.expires_on > timezone.localdate()
    context = _line(sheet.row) | {
        "sheet": sheet, "lines": [_event(line) for line in sheet.score.lines],
        "decide_form": (form or DecideForm()) if may_decide else None,
        "end_form": EndForm() if ProposalState.DONE in next_states else None,
        "reason": words.REASONS.get(sheet.row.reason, ""),
    }  # fmt: skip
    return TemplateResponse(request, "outreach/proposal.html", context, status=status)


def _event(line: dict[str, Any]) -> dict[str, Any]:
    address, label = words.SOURCES[line["source"]]
    return {"words": words.told(line), "points": line["points"], "address": address, "label": label,
            "source_id": line["source_id"]}  # fmt: skip


@require_POST
@needs(P.WATCH_OUTREACH_DECIDE)
@hidden_is_missing
def decide(request: Request, proposal_id: UUID) -> HttpResponse:
    proposal_sheet(actor=request.actor, proposal_id=proposal_id)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            decide_proposal(
                actor=request.actor, now=timezone.now(), proposal_id=proposal_id, **form.cleaned_data
            )  # fmt: skip
        except CannotDecide as refusal:
            form.add_error(None, words.FAULTS[refusal.fault])
        else:
            messages.success(request, _("Your decision is noted, with your reason."))
            return redirect("outreach:proposal", proposal_id)
    return _page(request, proposal_id, form=form, status=422)


@require_POST
@needs(P.WATCH_OUTREACH_DECIDE)
@hidden_is_missing
def end(request: Request, proposal_id: UUID) -> HttpResponse:
    proposal_sheet(actor=request.actor, proposal_id=proposal_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether there was a need."))
        return redirect("outreach:proposal", proposal_id)
    try:
        end_proposal(
            actor=request.actor, now=timezone.now(), proposal_id=proposal_id,
            was_found=form.cleaned_data["was_found"] == "yes",
        )  # fmt: skip
        messages.success(request, _("Noted. Thank you."))
    except CannotDecide as refusal:
        messages.error(request, words.FAULTS[refusal.fault])
    return redirect("outreach:proposal", proposal_id)


@never_cache
@require_POST
@needs(P.WATCH_OUTREACH_DECIDE)
@hidden_is_missing
def paper(request: Request, proposal_id: UUID) -> HttpResponse:
    made = issue_reasons(
        actor=request.actor, now=timezone.now(), proposal_id=proposal_id,
        lang=language_of(request),
    )  # fmt: skip
    return pdf_answer(bytes(made.pdf or b""))


@require_POST
@needs(P.WATCH_OUTREACH_DECIDE)
@hidden_is_missing
def contest(request: Request, proposal_id: UUID) -> HttpResponse:
    """Noted here; the complaint itself is written at once, and goes to somebody else."""
    contest_proposal(actor=request.actor, now=timezone.now(), proposal_id=proposal_id)
    messages.success(request, _("Noted. Write down now what they say: somebody else looks at it."))
    if request.actor.may(P.COMPLAINT_RECORD):
        return redirect("complaints:new")
    return redirect("outreach:proposal", proposal_id)

"""Letters and attestations: written from a template, initialled, signed, sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands.letters import About, draft_letter, sign
from wasl.assistance.queries import subject_of
from wasl.assistance.queries.letters import preview_of, templates_for
from wasl.assistance.queries.names import agents
from wasl.core.permissions import Permission as P
from wasl.documents.commands.letters import CannotStep, rewrite_letter, step_letter
from wasl.documents.queries.letters import letter_sheet, letters_of, letters_waiting, summaries
from wasl.documents.rules.letters import LetterFault, Step
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.letters.forms import EditForm, NewForm
from wasl.web.letters.words import ABOUT, BUTTONS, FAULTS, STATES, STEPS
from wasl.web.paging import page_by_key
from wasl.web.papers import pdf_answer
from wasl.web.printed import language


@require_GET
@needs(P.LETTER_READ)
def listing(request: HttpRequest) -> HttpResponse:
    """Letters of one's unit, the latest first; before them those that wait for one's initials or signature."""
    actor = request.actor  # type: ignore[attr-defined]
    page = page_by_key(request, letters_of(actor=actor, unit_id=actor.unit_id), order=("-state_at", "-id"))
    context = {
        "rows": summaries(page.rows), "next_key": page.next_key, "previous_key": page.previous_key, "states": STATES,
        "waiting": letters_waiting(actor=actor),
    }  # fmt: skip
    return TemplateResponse(request, "letters/list.html", context)


@require_http_methods(["GET", "POST"])
@needs(P.LETTER_WRITE)
@hidden_is_missing
def new(request: HttpRequest, case_id: UUID | None = None, registration_id: UUID | None = None) -> HttpResponse:
    """From a dossier, a person, or the unit itself."""
    actor, about = request.actor, About(case_id=case_id, registration_id=registration_id)  # type: ignore[attr-defined]
    if case_id or registration_id:
        subject_of(actor=actor, case_id=case_id, registration_id=registration_id)
    templates = templates_for(actor=actor, about=about.kind, on=timezone.localdate())
    form = NewForm(request.POST or None, templates=templates, initial={"lang": language()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = draft_letter(
                actor=actor, now=timezone.now(), letter_id=command_id(request), about=about, lang=given["lang"],
                template=given["template"], text=form.text(), signed_above=given["signed_above"],
                answers_id=_asked(request, "answers"),
            )  # fmt: skip
        except CannotStep as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Draft kept: look at it, then send it to be initialled."))
            return redirect("letters:letter", row.pk)
    context = {"form": form, "about": ABOUT[about.kind], "case_id": case_id, "registration_id": registration_id}
    return TemplateResponse(request, "letters/new.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


@require_GET
@needs(P.LETTER_READ)
@hidden_is_missing
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return _page(request, letter_id)


def _page(request: HttpRequest, letter_id: UUID, fault: LetterFault | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    sheet = letter_sheet(actor=actor, letter_id=letter_id)
    forward = [(step, BUTTONS[step]) for step in sheet.next_steps if step in BUTTONS]
    context = {
        "sheet": sheet, "row": sheet.letter, "states": STATES, "step_words": STEPS, "forward": forward,
        "may_edit": Step.WRITE in sheet.next_steps, "may_return": Step.RETURN in sheet.next_steps,
        "may_cancel": Step.CANCEL in sheet.next_steps, "people": agents([one.by for one in sheet.steps]),
        "fault": FAULTS[fault] if fault else "",
    }  # fmt: skip
    return TemplateResponse(request, "letters/letter.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@needs(P.LETTER_WRITE)
@hidden_is_missing
def edit(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """A stale form is shown beside the text that somebody else kept meanwhile, and overwrites nothing."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = letter_sheet(actor=actor, letter_id=letter_id)
    if Step.WRITE not in sheet.next_steps:
        return _page(request, letter_id, LetterFault.STATE)
    form = EditForm(request.POST or None, initial=sheet.content | {"version": sheet.letter.version})
    other = None
    if request.method == "POST" and form.is_valid():
        try:
            rewrite_letter(
                actor=actor, now=timezone.now(), letter_id=letter_id, version=form.cleaned_data["version"],
                text=form.text(),
            )  # fmt: skip
        except CannotStep as refusal:
            form.add_error(None, FAULTS[refusal.fault])
            if refusal.fault == LetterFault.STALE:
                other = sheet.content
                form.data = request.POST.copy()
                form.data["version"] = str(sheet.letter.version)
        else:
            messages.success(request, _("Kept."))
            return redirect("letters:letter", letter_id)
    context = {"form": form, "row": sheet.letter, "other": other}
    return TemplateResponse(request, "letters/edit.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
@needs(P.LETTER_READ)
@hidden_is_missing
def preview(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The draft as it would be printed, marked as a draft; it has neither number nor code."""
    made = preview_of(
        actor=request.actor, letter_id=letter_id, who=request.posting.account.staff_number,  # type: ignore[attr-defined]
        now=timezone.now(),
    )  # fmt: skip
    if made is None:
        raise Http404
    return pdf_answer(made, name="draft")


@require_POST
@needs(P.LETTER_READ)
@hidden_is_missing
def step(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    try:
        wanted = Step(request.POST.get("step", ""))
    except ValueError:
        return _page(request, letter_id, LetterFault.STATE)
    given: dict[str, Any] = {"actor": actor, "now": now, "letter_id": letter_id}
    try:
        if wanted == Step.SIGN:
            sign(**given)
        else:
            step_letter(**given, step=wanted, reason=request.POST.get("reason", "")[:300].replace("\0", ""))
    except CannotStep as refusal:
        return _page(request, letter_id, refusal.fault)
    messages.success(request, STEPS[wanted])
    return redirect("letters:letter", letter_id)

"""What is done to a dossier from its page: situations, states, a rest, its end, and what was written at the opening."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance import commands, queries
from wasl.assistance.commands.placing import Refused
from wasl.assistance.rules import CaseState, Fault
from wasl.core.permissions import Permission as P
from wasl.web.assistance.case_forms import ChangeForm, RestForm, SituationChangeForm
from wasl.web.assistance.forms import CloseForm, SituationForm
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.views.cases import sheet_page


def done(request: HttpRequest, case_id: UUID, command: Any, **given: Any) -> HttpResponse:
    try:
        command(actor=request.actor, case_id=case_id, **given)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
    except Refused as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("assistance:case", case_id)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def add_situation(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = SituationForm(request.POST)
    if not form.is_valid():
        return sheet_page(request, case_id, situation=form, status=422)
    given = form.cleaned_data
    return done(
        request, case_id, commands.add_situation, code=given["code"], severity=int(given["severity"]),
        since=given["since"], now=timezone.now(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def situation(request: HttpRequest, case_id: UUID, situation_id: UUID) -> HttpResponse:
    """It ends, or is graver or lighter from a day on."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.situation_of(actor=actor, case_id=case_id, situation_id=situation_id)
    form = SituationChangeForm(request.POST or None, initial={"severity": str(row.severity)})
    if request.method == "POST" and form.is_valid():
        day, now = form.cleaned_data["day"], timezone.now()
        try:
            if request.POST.get("do") == "end":
                commands.end_situation(actor=actor, now=now, situation_id=row.pk, on=day)
            else:
                severity = int(form.cleaned_data["severity"])
                commands.change_severity(actor=actor, now=now, situation_id=row.pk, severity=severity, since=day)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Saved."))
            return redirect("assistance:case", case_id)
    context = {"form": form, "situation": row, "case_id": case_id}
    return TemplateResponse(request, "assistance/situation.html", context, status=422 if form.errors else 200)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def advance(request: HttpRequest, case_id: UUID) -> HttpResponse:
    wanted = request.POST.get("to", "")
    queries.subject_of(actor=request.actor, case_id=case_id)  # type: ignore[attr-defined]
    if wanted not in set(CaseState):
        messages.error(request, FAULTS[Fault.STATE])
        return redirect("assistance:case", case_id)
    return done(request, case_id, commands.advance_case, to=CaseState(wanted), now=timezone.now())


@require_http_methods(["GET", "POST"])
@needs(P.CASE_CLOSE)
@hidden_is_missing
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Why it ends, and what was reached."""
    return _one_form(request, case_id, CloseForm, commands.close_case, "close")


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def rest(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Why it rests, and until when."""
    return _one_form(request, case_id, RestForm, commands.suspend_case, "rest")


def _one_form(request: HttpRequest, case_id: UUID, kind: Any, command: Any, way: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    about = queries.subject_of(actor=actor, case_id=case_id)
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            command(actor=actor, now=timezone.now(), case_id=case_id, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Saved."))
            return redirect("assistance:case", case_id)
    context = {"form": form, "about": about, "way": way}
    return TemplateResponse(request, "assistance/case_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was written at the opening; what somebody else changed meanwhile is kept, or shown beside."""
    actor = request.actor  # type: ignore[attr-defined]
    about, row = queries.subject_of(actor=actor, case_id=case_id), queries.case_to_change(actor=actor, case_id=case_id)
    names = ("version", "review_on", "basis", "channel")
    form = ChangeForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    conflicts: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_case(actor=actor, now=timezone.now(), case_id=case_id, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        except commands.CaseConflict as conflict:
            conflicts = told(form, conflict.conflicts)
            form = shown_again(form, conflict.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("assistance:case", case_id)
    context = {"form": form, "about": about, "way": "change", "conflicts": conflicts}
    status = 409 if conflicts else 422 if form.errors else 200
    return TemplateResponse(request, "assistance/case_form.html", context, status=status)


def told(form: Any, conflicts: list[Any]) -> list[tuple[Any, Any, Any]]:
    """(label, mine, theirs) of each field that both changed, in words."""

    def words(field: Any, value: Any) -> Any:
        return dict(getattr(field, "choices", ())).get(str(value), value)

    return [
        (
            form.fields[one.field].label,
            words(form.fields[one.field], one.mine),
            words(form.fields[one.field], one.theirs),
        )
        for one in conflicts
    ]


def shown_again(form: Any, version: int) -> Any:
    """The form with what was typed, at the version that stands now: sent again, it replaces what was just shown."""
    data = form.data.copy()
    data["version"] = str(version)
    form.data = data
    return form

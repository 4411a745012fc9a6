"""What comes next in a dossier, and what is noted in it."""

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
from wasl.assistance.rules.steps import TaskState
from wasl.core.permissions import Permission as P
from wasl.web.assistance.case_forms import FinishForm, NoteForm, StepForm, TaskForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.views.case_changes import shown_again, told
from wasl.web.assistance.views.cases import sheet_page
from wasl.web.drafts.keeping import drop


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def add_step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            commands.set_next_step(
                actor=request.actor, now=timezone.now(), case_id=case_id, task_id=command_id(request),  # type: ignore[attr-defined]
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Saved."))
            return redirect("assistance:case", case_id)
    return sheet_page(request, case_id, step=form, status=422)


@require_POST
@needs(P.CASE_OPEN)
@hidden_is_missing
def add_note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            commands.write_note(
                actor=request.actor, now=timezone.now(), case_id=case_id, note_id=command_id(request),  # type: ignore[attr-defined]
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            drop(request, f"casenote-{case_id}")
            messages.success(request, _("Saved."))
            return redirect("assistance:case", case_id)
    return sheet_page(request, case_id, note=form, status=422)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def step(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """One thing to do: say how it went and what comes next, drop it, or change it."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet = queries.task_sheet(actor=actor, case_id=case_id, task_id=task_id)
    finish, change = FinishForm(), _change_form(request, sheet)
    conflicts: list[Any] = []
    if request.method == "POST" and request.POST.get("do") == "change":
        change = _change_form(request, sheet, request.POST)
        answer, conflicts = _change(request, change, sheet)
    elif request.method == "POST":
        finish = FinishForm(request.POST)
        answer = _finish(request, finish, sheet)
    else:
        answer = None
    if answer is not None:
        return answer
    context = {"sheet": sheet, "row": sheet.case, "finish": finish, "change": change, "conflicts": conflicts}
    status = 409 if conflicts else 422 if request.method == "POST" else 200
    return TemplateResponse(request, "assistance/step.html", context, status=status)


def _finish(request: HttpRequest, form: FinishForm, sheet: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    to = TaskState.DROPPED if request.POST.get("do") == "drop" else TaskState.DONE
    try:
        actor = request.actor  # type: ignore[attr-defined]
        commands.finish_task(actor=actor, now=timezone.now(), task_id=sheet.task.pk, to=to, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return None
    messages.success(request, _("Saved."))
    return redirect("assistance:case", sheet.case.pk)


def _change_form(request: HttpRequest, sheet: Any, data: Any = None) -> TaskForm:
    task = sheet.task
    colleagues = queries.responsibles_of(actor=request.actor, case=sheet.case, on=timezone.localdate())  # type: ignore[attr-defined]
    initial = {
        "version": task.version, "what": task.words, "due_on": task.due_on, "urgency": task.urgency,
        "responsible_id": str(task.responsible_id),
    }  # fmt: skip
    return TaskForm(data, initial=initial, colleagues=colleagues)


def _change(request: HttpRequest, form: TaskForm, sheet: Any) -> tuple[HttpResponse | None, list[Any]]:
    if not form.is_valid():
        return None, []
    given = form.cleaned_data | {"responsible_id": UUID(form.cleaned_data["responsible_id"])}
    try:
        commands.change_task(actor=request.actor, now=timezone.now(), task_id=sheet.task.pk, **given)  # type: ignore[attr-defined]
    except Refused as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return None, []
    except commands.TaskConflict as conflict:
        conflicts = told(form, conflict.conflicts)
        shown_again(form, conflict.version)
        return None, conflicts
    messages.success(request, _("Saved."))
    return redirect("assistance:case", sheet.case.pk), []

"""Noting a death in the file: what will end is shown before, what ended after."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance import queries
from wasl.assistance.commands.deaths import CannotNote, note_death, withdraw_death
from wasl.assistance.queries.deaths import death_of, ending_of
from wasl.assistance.rules.deaths import ENDS
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.deaths.forms import DeathForm
from wasl.web.deaths.words import ENDED, ENDING, FAULTS, SOURCES
from wasl.web.requests import Request


@require_http_methods(["GET", "POST"])
@needs(P.CASE_CLOSE)
@hidden_is_missing
def death(request: Request, registration_id: UUID) -> HttpResponse:
    about = queries.subject_of(actor=request.actor, registration_id=registration_id)
    form = DeathForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_death(
                actor=request.actor, now=timezone.now(), death_id=command_id(request), registration_id=registration_id,
                **form.cleaned_data,
            )  # fmt: skip
        except CannotNote as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Noted. What ended with it is below."))
            return redirect("deaths:death", registration_id)
    row: Any = death_of(actor=request.actor, registration_id=registration_id)
    context: dict[str, Any] = {"about": about, "registration_id": registration_id, "row": row, "form": form}
    if row is None:
        counts = ending_of(actor=request.actor, registration_id=registration_id, on=timezone.localdate()).counts()
        context["lines"] = [(ENDING[name], counts[name]) for name in ENDS]
    else:
        context["lines"] = [(ENDED[name], row.ended.get(name, 0)) for name in ENDS]
        context["source"] = SOURCES[row.source]
    return TemplateResponse(request, "deaths/death.html", context, status=422 if form.errors else 200)


@require_POST
@needs(P.CASE_CLOSE)
@hidden_is_missing
def withdraw(request: Request, registration_id: UUID) -> HttpResponse:
    withdraw_death(actor=request.actor, now=timezone.now(), registration_id=registration_id)
    messages.success(request, _("Taken back: open her cases again one by one."))
    return redirect("people:person", registration_id)

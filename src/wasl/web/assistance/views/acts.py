from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wasl.assistance import commands, queries
from wasl.assistance.commands.placing import Refused
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.web.assistance.forms import ActForm, UnmetForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS


@require_http_methods(["GET", "POST"])
@needs(P.ACT_RECORD)
@hidden_is_missing
def new_act(request: HttpRequest, reception_id: UUID | None = None, case_id: UUID | None = None) -> HttpResponse:
    """A service given: after a reception, in a dossier, or to a group without names."""
    about = queries.subject_of(actor=request.actor, reception_id=reception_id, case_id=case_id)  # type: ignore[attr-defined]
    form = ActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, form, about)
            messages.success(request, _("Act noted."))
            return _back(reception_id, case_id)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _page(request, form, about, title=_("Note an act"))


def _record(request: HttpRequest, form: ActForm, about: Any) -> None:
    given = form.cleaned_data
    commands.record_act(
        actor=request.actor, now=timezone.now(), act_id=command_id(request), service=given["service"],  # type: ignore[attr-defined]
        place=given["place"], occurred_at=form.occurred_at(), minutes=given["minutes"], language=given["language"],
        has_interpreter=given["has_interpreter"], registration_ids=about.registration_ids,
        anonymous_count=given["anonymous_count"] or about.anonymous_count, reception_id=about.reception_id,
        case_id=about.case_id,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs(P.ACT_RECORD)
@hidden_is_missing
def unmet(request: HttpRequest, reception_id: UUID | None = None, case_id: UUID | None = None) -> HttpResponse:
    """What was asked and could not be given."""
    actor = request.actor  # type: ignore[attr-defined]
    about = queries.subject_of(actor=actor, reception_id=reception_id, case_id=case_id)
    form = UnmetForm(request.POST or None, initial={"service": about.need})
    if request.method == "POST" and form.is_valid():
        try:
            commands.record_unmet_request(
                actor=actor, now=timezone.now(), request_id=command_id(request), **form.cleaned_data,
                registration_id=about.registration_ids[0] if about.registration_ids else None,
                reception_id=about.reception_id, case_id=about.case_id, head_count=max(1, about.anonymous_count),
            )  # fmt: skip
            messages.success(request, _("Noted: this need counts in the reports."))
            return _back(reception_id, case_id)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    return _page(request, form, about, title=_("Could not be given"))


def _page(request: HttpRequest, form: Any, about: Any, *, title: str) -> HttpResponse:
    context = {"form": form, "about": about, "title_text": title, "act_id": new_id()}
    return TemplateResponse(request, "assistance/act.html", context, status=422 if form.errors else 200)


def _back(reception_id: UUID | None, case_id: UUID | None) -> HttpResponse:
    if reception_id:
        return redirect("assistance:reception", reception_id)
    return redirect("assistance:case", case_id) if case_id else redirect("assistance:my_day")

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wasl.assistance import commands, queries
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission as P
from wasl.web.assistance.choosing import REFUSALS, explain, people_found, registration_chosen
from wasl.web.assistance.forms import WhoForm
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs


@require_http_methods(["GET", "POST"])
@needs(P.RECEPTION_RECORD)
@hidden_is_missing
def identify(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    """Who came without a name is known now; one that has a person already is only shown."""
    about = queries.subject_of(actor=request.actor, reception_id=reception_id)  # type: ignore[attr-defined]
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _identify(request, reception_id, who=form.cleaned_data["who"], sex=about.sex)
        except REFUSALS as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Name noted."))
            return redirect("assistance:reception", reception_id)
    elif about.registration_ids or about.head_count != 1:
        return redirect("assistance:reception", reception_id)
    return _page(request, form, "assistance/identify.html", about=about)


def _page(request: HttpRequest, form: WhoForm, template: str, *, first: str = "", **more: Any) -> HttpResponse:
    found = people_found(request, chosen=form.data.get("who", ""), first=first)
    context = {"form": form, "needs_name": True, **more, **found}
    shown = "assistance/receive.html#who" if request.htmx else template  # type: ignore[attr-defined]
    return TemplateResponse(request, shown, context, status=422 if form.errors else 200)


@transaction.atomic
def _identify(request: HttpRequest, reception_id: UUID, *, who: str, sex: str) -> None:
    """A newcomer is registered and named in one go, or neither."""
    chosen = registration_chosen(request, who=who, new_pk=command_id(request), sex=sex)
    assert chosen is not None, "the form lets nobody without a name through"
    commands.identify_reception(actor=request.actor, reception_id=reception_id, registration_id=chosen)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@needs(P.ORIENTATION_ANSWER)
@hidden_is_missing
def receive_as(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    """Who was sent is found, or registered, at the receiving side; nobody else is led here."""
    sheet = queries.orientation_sheet(
        actor=request.actor, orientation_id=orientation_id, now=timezone.now()  # type: ignore[attr-defined]
    )  # fmt: skip
    if not sheet.may_answer:
        raise NotAllowed(P.ORIENTATION_ANSWER, "an orientation sent to another unit")
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _receive_as(request, orientation_id, who=form.cleaned_data["who"])
        except REFUSALS as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("Name noted."))
            return redirect("assistance:orientation", orientation_id)
    elif sheet.orientation.received_as_id:
        return redirect("assistance:orientation", orientation_id)
    first = f"{sheet.shared.get('given_name', '')} {sheet.shared.get('family_name', '')}"
    return _page(request, form, "assistance/receive_as.html", first=first, row=sheet.orientation)


@transaction.atomic
def _receive_as(request: HttpRequest, orientation_id: UUID, *, who: str) -> None:
    chosen = registration_chosen(request, who=who, new_pk=command_id(request), sex="")
    assert chosen is not None, "the form lets nobody without a name through"
    commands.receive_orientation_as(actor=request.actor, orientation_id=orientation_id, registration_id=chosen)  # type: ignore[attr-defined]

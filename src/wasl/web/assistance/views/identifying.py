from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wasl.assistance import commands, queries
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
    found = people_found(request, chosen=form.data.get("who", ""))
    context = {"form": form, "about": about, "needs_name": True, **found}
    template = "assistance/receive.html#who" if request.htmx else "assistance/identify.html"  # type: ignore[attr-defined]
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)


@transaction.atomic
def _identify(request: HttpRequest, reception_id: UUID, *, who: str, sex: str) -> None:
    """A newcomer is registered and named in one go, or neither."""
    chosen = registration_chosen(request, who=who, new_pk=command_id(request), sex=sex)
    assert chosen is not None, "the form lets nobody without a name through"
    commands.identify_reception(actor=request.actor, reception_id=reception_id, registration_id=chosen)  # type: ignore[attr-defined]

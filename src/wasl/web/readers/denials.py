"""To whom a dossier is closed, whatever else they hold."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.access.rules import Denial
from wasl.assistance import commands, queries
from wasl.assistance.commands.placing import Refused
from wasl.assistance.queries.denials import denials_of, takers_of
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.readers.forms import DenialForm
from wasl.web.readers.words import DENIALS
from wasl.web.requests import Request


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def denials(request: Request, case_id: UUID) -> HttpResponse:
    """The list, and closing it to one more colleague: of the unit, or by staff number when she named somebody."""
    case, rows = denials_of(actor=request.actor, case_id=case_id)
    colleagues = queries.colleagues_of(actor=request.actor, on=timezone.localdate())
    takers = takers_of(actor=request.actor, case=case, on=timezone.localdate())
    form = DenialForm(
        request.POST or None, colleagues=[(str(pk), name) for pk, name in colleagues], takers=takers.able,
        proposed=takers.proposed, worker=takers.worker,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and form.account_id:
        try:
            commands.deny_reader(
                actor=request.actor, case_id=case_id, account_id=form.account_id,
                reason=form.cleaned_data["reason"], taker_id=form.taker_id, now=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("The file is closed to this colleague from the next page on."))
            return redirect("readers:denials", case_id)
    context = {
        "case_id": case_id, "form": form, "is_nominative": case.level >= NOMINATIVE,
        "rows": [(row, DENIALS.get(row.reason, DENIALS[Denial.DECLARED])) for row in rows],
        "may_end": request.actor.may(P.CASE_NAME),
    }  # fmt: skip
    return TemplateResponse(request, "readers/denials.html", context, status=422 if form.errors else 200)


@require_POST
@needs(P.CASE_NAME)
@hidden_is_missing
def end(request: Request, case_id: UUID, access_id: UUID) -> HttpResponse:
    try:
        commands.end_denial(actor=request.actor, now=timezone.now(), case_id=case_id, access_id=access_id)
        messages.success(request, _("The file is open to this colleague again, as far as the posting allows."))
    except Refused as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("readers:denials", case_id)

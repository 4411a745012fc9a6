"""Who is on duty: whom to call, and the roster."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance.commands.duty import CannotSetDuty, end_duty, set_duty
from wasl.assistance.queries.duty import duty_agents, on_duty, roster
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import command_id, needs
from wasl.web.requests import Request
from wasl.web.signals.forms import DutyForm
from wasl.web.signals.words import CIRCUITS, FAULTS


@require_http_methods(["GET", "POST"])
@needs(P.RECEPTION_READ)
def duty(request: Request) -> HttpResponse:
    """Whoever receives people sees whom to call; those who set the roster set it here."""
    actor, may_set = request.actor, request.actor.may(P.DUTY_SET)
    form = _form(request) if may_set else None
    if request.method == "POST":
        require(actor, P.DUTY_SET)
        if form is not None and form.is_valid() and _set(request, form):
            return redirect("signals:duty")
    now = timezone.now()
    context = {
        "now_on_duty": [(one, CIRCUITS.get(one.row.circuit, "")) for one in on_duty(actor=actor, at=now)],
        "roster": [(one, CIRCUITS.get(one.row.circuit, "")) for one in roster(actor=actor, at=now)] if may_set else [],
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "signals/duty.html", context, status=status)


def _form(request: Request) -> DutyForm:
    agents = [(str(pk), name) for pk, name in duty_agents(actor=request.actor, on=timezone.localdate())]
    return DutyForm(request.POST or None, agents=agents, initial={"circuit": "CHILD"})


def _set(request: Request, form: DutyForm) -> bool:
    given = form.cleaned_data
    try:
        set_duty(
            actor=request.actor, duty_id=command_id(request), circuit=given["circuit"],
            account_id=UUID(given["account"]), phone=given["phone"], since_at=form.moment("since"),
            until_at=form.moment("until"),
        )  # fmt: skip
    except CannotSetDuty as refusal:
        form.add_error(None, FAULTS[refusal.fault])
        return False
    except NotAllowed:
        raise Http404 from None
    messages.success(request, _("On the roster."))
    return True


@require_POST
@needs(P.DUTY_SET)
def end(request: Request, duty_id: UUID) -> HttpResponse:
    try:
        end_duty(actor=request.actor, now=timezone.now(), duty_id=duty_id)
    except NotAllowed:
        raise Http404 from None
    messages.success(request, _("Saved."))
    return redirect("signals:duty")

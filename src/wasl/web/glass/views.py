"""Breaking the glass: the same pages whether a protected file exists or not."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.access.queries import staff_numbers
from wasl.assistance.commands.glass import CannotBreakGlass, ask_glass, confirm_glass
from wasl.assistance.queries.glass import broken_on, glass_to_confirm, own_glass
from wasl.assistance.rules.glass import GlassReason
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.web.glass.forms import REASONS, GlassForm
from wasl.web.glass.messages import FAULTS
from wasl.web.requests import Request

NOTICE_DAYS = 30


@require_GET
def requests(request: Request) -> HttpResponse:
    """What waits for a second agent, what I asked, and who opened files of mine."""
    now = timezone.now()
    waiting = list(glass_to_confirm(actor=request.actor, now=now))
    own = list(own_glass(actor=request.actor, now=now))
    broken = broken_on(actor=request.actor, since=now - timedelta(days=NOTICE_DAYS))
    numbers = staff_numbers({one.account_id for one in broken})
    context = {
        "waiting": [
            (row, REASONS[GlassReason(row.reason)], row.recorded_by_id == request.actor.account_id) for row in waiting
        ],
        "own": [(row, REASONS[GlassReason(row.reason)]) for row in own],
        "broken": [(one, numbers.get(one.account_id, "")) for one in broken],
    }
    return TemplateResponse(request, "glass/list.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: Request, registration_id: UUID) -> HttpResponse:
    require(request.actor, Permission.GLASS_BREAK)
    form = GlassForm(request.POST or None)
    if form.is_valid():
        try:
            ask_glass(
                actor=request.actor,
                request_id=new_id(),
                registration_id=registration_id,
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                now=timezone.now(),
            )
        except CannotBreakGlass as error:
            form.add_error(None, FAULTS[error.fault])
        except NotAllowed:
            raise Http404 from None
        else:
            messages.success(request, _("Your request waits one hour for a second agent."))
            return redirect("glass:list")
    return TemplateResponse(request, "glass/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def confirm(request: Request, request_id: UUID) -> HttpResponse:
    require(request.actor, Permission.GLASS_BREAK)
    try:
        confirm_glass(actor=request.actor, request_id=request_id, now=timezone.now())
    except CannotBreakGlass as error:
        messages.error(request, FAULTS[error.fault])
    except NotAllowed:
        raise Http404 from None
    else:
        messages.success(request, _("Confirmed: what exists is open to your colleague for a few hours."))
    return redirect("glass:list")

"""Accounts that read more than a day's work: who is told, and how the agent goes on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.access.commands.brakes import CannotGoOn, go_on, judge_brake
from wasl.access.queries import brakes_of, brakes_within
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.readers.forms import GoOnForm
from wasl.web.readers.words import GOES_ON, KINDS, VERDICTS
from wasl.web.requests import Request


@require_GET
@needs(P.READERS_WATCH)
def alerts(request: Request) -> HttpResponse:
    rows = [
        (row, KINDS[row.kind], GOES_ON.get(row.reason, ""), VERDICTS.get(row.verdict, ""))
        for row in brakes_within(actor=request.actor)[:100]
    ]  # fmt: skip
    context = {"rows": rows, "verdicts": VERDICTS.items()}
    return TemplateResponse(request, "readers/alerts.html", context)


@require_POST
@needs(P.READERS_WATCH)
@hidden_is_missing
def judge(request: Request, brake_id: UUID) -> HttpResponse:
    try:
        judge_brake(
            actor=request.actor, now=timezone.now(), brake_id=brake_id, verdict=request.POST.get("verdict", "")
        )  # fmt: skip
        messages.success(request, _("Saved."))
    except CannotGoOn:
        messages.error(request, _("Say whether it was work, or has to be followed up."))
    return redirect("readers:alerts")


@require_http_methods(["GET", "POST"])
def stopped(request: Request) -> HttpResponse:
    """What happened, what to do now, and the way on."""
    form = GoOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        go_on(actor=request.actor, now=timezone.now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("You may go on. Whoever answers for the team reads your reason."))
        return redirect("home")
    rows = [(row, KINDS[row.kind]) for row in brakes_of(actor=request.actor)]
    return TemplateResponse(
        request, "readers/stopped.html", {"form": form, "rows": rows}, status=422 if form.errors else 200
    )  # fmt: skip

"""Campaigns, openings, reforms: what moves figures without being a change in people's lives."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.core.permissions import Permission as P
from wasl.watch.commands.alerts import CannotPlan, end_intervention, note_intervention
from wasl.watch.queries.calendar import interventions_from
from wasl.watch.queries.territories import places_named
from wasl.watch.rules.alerts import Reason
from wasl.watch.rules.calendar import MOON_YEARS
from wasl.web.assistance.guards import command_id, needs
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.watch.choosing import places
from wasl.web.watch.forms import PlanForm
from wasl.web.watch.words import KINDS, PLAN_FAULTS


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_PLAN)
def calendar(request: Request) -> HttpResponse:
    today = timezone.localdate()
    form = PlanForm(request.POST or None, places=places(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            note_intervention(
                actor=request.actor, intervention_id=command_id(request), now=timezone.now(), today=today,
                indicators=tuple(given.pop("indicators")), **given,
            )  # fmt: skip
            messages.success(request, _("Saved: the next run takes it into account."))
            return redirect("watch:calendar")
        except CannotPlan as refusal:
            form.add_error(None, PLAN_FAULTS[refusal.why])
    rows = interventions_from(actor=request.actor, since=today - timedelta(days=400))
    context = {
        "form": form,
        "rows": _lines(rows),
        "moon": [year for year in MOON_YEARS if year.ramadan.year in {today.year, today.year + 1}],
    }
    return TemplateResponse(request, "watch/calendar.html", context, status=422 if form.errors else 200)


def _lines(rows: list[Any]) -> list[dict[str, Any]]:
    named = places_named(row.territory for row in rows)
    return [
        {"row": row, "kind": KINDS[Reason(row.kind)],
         "place": named[row.territory].name.in_(language()) if row.territory in named else row.territory}
        for row in rows
    ]  # fmt: skip


@require_POST
@needs(P.WATCH_PLAN)
def end(request: Request, intervention_id: UUID) -> HttpResponse:
    try:
        end_intervention(
            actor=request.actor, intervention_id=intervention_id, now=timezone.now(), today=timezone.localdate()
        )
        messages.success(request, _("It explains nothing from now on."))
    except CannotPlan as refusal:
        messages.error(request, PLAN_FAULTS[refusal.why])
    return redirect("watch:calendar")

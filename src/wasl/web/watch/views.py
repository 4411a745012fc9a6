"""The desk of the watch: alerts of the week, how they are found, how often they were right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wasl.catalogue.queries import parameter
from wasl.core.permissions import Permission as P
from wasl.watch.commands.alerts import set_budget
from wasl.watch.indicators import watched
from wasl.watch.queries.alerts import budget_of, desk_of, latest_run, tests_of
from wasl.watch.queries.field_work import field_work
from wasl.watch.queries.precision import precision_by_indicator, precision_by_province
from wasl.watch.queries.territories import own_territories
from wasl.web.assistance.guards import needs
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.watch.cards import card_of
from wasl.web.watch.forms import BudgetForm
from wasl.web.watch.maps import map_of
from wasl.web.watch.waiting import waiting_for

#: Sentences on one screen; the rest is one touch away.
FIRST = 10


@require_GET
@needs(P.WATCH_READ)
def desk(request: Request) -> HttpResponse:
    today = timezone.localdate()
    found = desk_of(actor=request.actor, today=today)
    may_handle = request.actor.may(P.WATCH_HANDLE)
    cards = [card_of(one, may_handle=may_handle) for one in found.now]
    shown = cards if request.GET.get("all") else cards[:FIRST]
    own = own_territories(actor=request.actor, on=today)
    context = {
        "run": found.run,
        "cards": shown,
        "more": len(cards) - len(shown),
        "going": [card_of(one, may_handle=may_handle) for one in found.going],
        "silent": [card_of(one, may_handle=may_handle) for one in found.silent],
        "gone": [card_of(one) for one in found.gone],
        "chart": map_of(found.now, own) if found.run else None,
        "field": field_work(actor=request.actor, today=today) if request.actor.may(P.WATCH_SIGNAL_READ) else None,
        "waiting": waiting_for(request),
        "is_simulated": any(card.alert.is_simulated for card in cards),
    }
    return TemplateResponse(request, "watch/desk.html", context)


@require_POST
@needs(P.WATCH_READ)
def budget(request: Request) -> HttpResponse:
    form = BudgetForm(request.POST)
    most = parameter("watch.false_alarms_most", on=timezone.localdate())
    if form.is_valid():
        number = set_budget(
            actor=request.actor, false_alarms=form.cleaned_data["false_alarms"], most=most, now=timezone.now()
        )
        messages.success(request, _("Saved: about %(count)s a week may turn out to be nothing.") % {"count": number})
    else:
        messages.error(request, _("Write a number from 1 to %(most)s.") % {"most": most})
    return redirect("watch:method")


@require_GET
@needs(P.WATCH_READ)
def method(request: Request) -> HttpResponse:
    """How alerts are found, in plain words; how often they were right, by figure and by province."""
    today = timezone.localdate()
    least = parameter("watch.precision_least", on=today)
    run = latest_run()
    context = {
        "run": run,
        "tests": tests_of(request.actor, run) if run else 0,
        "least": least,
        "budget": budget_of(actor=request.actor, today=today),
        "most": parameter("watch.false_alarms_most", on=today),
        "minimum": parameter("disclosure.minimum", on=today),
        "indicators": _indicators(request, today, least),
        "provinces": [
            {"name": named.name.in_(language()), "one": one, "share": one.share(least=least)}
            for named, one in precision_by_province(actor=request.actor, today=today)
        ],
    }
    return TemplateResponse(request, "watch/method.html", context)


def _indicators(request: Request, today: Any, least: int) -> list[dict[str, Any]]:
    known = {one.code: one for one in precision_by_indicator(actor=request.actor, today=today)}
    return [
        {
            "label": indicator.label.in_(language()),
            "one": known[code],
            "share": known[code].share(least=least),
        }
        for code, indicator in watched().items()
        if code in known
    ]

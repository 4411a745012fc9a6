from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.access.queries import brakes_to_see
from wasl.assistance.queries import my_day as day_of
from wasl.assistance.queries.glass import BrokenGlass, broken_on
from wasl.catalogue.queries import names_of_destinations, names_of_reasons, names_of_services
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.permissions import Permission
from wasl.documents.queries.letters import letters_waiting

#: How long My day tells of an emergency opening; the page of openings tells for longer.
NOTICE = timedelta(days=7)


@require_GET
def my_day(request: HttpRequest) -> HttpResponse:
    return day_page(request)


def day_page(request: HttpRequest) -> HttpResponse:
    """Also shown in place of the reception form once somebody was received: one request less on a weak line."""
    now = timezone.now()
    day = day_of(actor=request.actor, now=now)  # type: ignore[attr-defined]
    context = {
        "day": day,
        "now": now,
        "services": names_of_services(),
        "destinations": names_of_destinations(),
        "reasons": names_of_reasons() if day.back else {},
        "to_sign": letters_waiting(actor=request.actor, most=10),  # type: ignore[attr-defined]
        "opened": _opened(request.actor, now),  # type: ignore[attr-defined]
        "alerts": _alerts(request.actor),  # type: ignore[attr-defined]
    }
    return TemplateResponse(request, "assistance/my_day.html", context)


def _alerts(actor: Actor) -> int:
    """Accounts of the team that read more than a day's work, and at which nobody looked yet."""
    return brakes_to_see(actor=actor) if actor.may(Permission.READERS_WATCH) else 0


def _opened(actor: Actor, now: datetime) -> list[BrokenGlass]:
    """What others opened in an emergency, this week, of the nominative files I work on."""
    if actor.level < NOMINATIVE or not actor.may(Permission.GLASS_BREAK):
        return []
    return broken_on(actor=actor, since=now - NOTICE)

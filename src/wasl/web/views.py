"""Pages that belong to no room: the first address, the language switch, the neutral page behind "hide now"."""

import calendar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from wasl.access.commands import choose_language
from wasl.core.months import WEEKDAYS
from wasl.web import printed
from wasl.web.menu import menu_of, others_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Leads to the first entry of the role's menu."""
    actor = getattr(request, "actor", None)
    menu = menu_of(actor, request.path) if actor else []
    if menu:
        return redirect(menu[0].address)
    return TemplateResponse(request, "home.html")


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """What the posting opens and the side menu has no room for."""
    actor = getattr(request, "actor", None)
    return TemplateResponse(request, "more.html", {"others": others_of(actor) if actor else []})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the page: `next` is the address the switch was pressed on."""
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        choose_language(account=request.user, language=wanted)  # type: ignore[arg-type]
    return set_language(request)


@login_not_required
@require_GET
def neutral(request: HttpRequest) -> HttpResponse:
    """A month's calendar that names neither the institution nor the person."""
    today = timezone.localdate()
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(today.year, today.month)
    lang = printed.language()
    return TemplateResponse(
        request,
        "neutral.html",
        {"today": today, "weeks": weeks, "heading": printed.month(today), "weekdays": WEEKDAYS[lang]},
    )

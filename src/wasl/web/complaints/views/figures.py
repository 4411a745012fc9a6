"""How many complaints, how long they take, how many in time: for everybody, small counts hidden."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wasl.assistance.queries.complaint_figures import Delays, complaint_delays, thresholds, years
from wasl.assistance.rules.complaints import GRAVE
from wasl.core.permissions import Permission as P
from wasl.facts.rules.small_cells import hidden_cells
from wasl.network.queries import visible_names
from wasl.web.complaints.words import kind_label
from wasl.web.printed import language
from wasl.web.requests import Request


def _shown(lines: list[Delays], labels: dict[str, str], hidden: frozenset[str]) -> list[dict[str, Any]]:
    return [{"label": labels.get(one.key, ""), "one": one, "is_hidden": one.key in hidden} for one in lines]


@require_GET
def delays(request: Request) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years(today=today)} else today.year
    provinces, kinds, total = complaint_delays(actor=request.actor, year=year, today=today)
    least, least_sensitive = thresholds(today=today)
    names = visible_names(
        actor=request.actor, unit_ids={UUID(one.key) for one in provinces}, day=today, language=language()
    )  # fmt: skip
    context = {
        "year": year, "years": years(today=today), "total": total, "least": least, "least_sensitive": least_sensitive,
        "is_total_hidden": 0 < total.count < least,
        "provinces": _shown(
            provinces, {one.key: names.get(UUID(one.key), _("Elsewhere")) for one in provinces},
            _hidden(provinces, least),
        ),
        "kinds": _shown(
            kinds, {one.key: kind_label(one.key) for one in kinds}, _hidden_kinds(kinds, least, least_sensitive)
        ),
        "may_open": request.actor.may(P.COMPLAINT_HANDLE),
    }  # fmt: skip
    return TemplateResponse(request, "complaints/delays.html", context)


def _hidden(lines: list[Delays], least: int) -> frozenset[str]:
    """Small counts, and enough of the others that the total gives none of them away."""
    values = {one.key: Decimal(one.count) for one in lines}
    return hidden_cells(values, groups=[list(values)], threshold=least)


def _hidden_kinds(lines: list[Delays], least: int, least_sensitive: int) -> frozenset[str]:
    """What is grave has the higher threshold; the rest is completed so that no subtraction finds it."""
    values = {one.key: Decimal(one.count) for one in lines}
    grave = {key for key in values if key in GRAVE and 0 < values[key] < least_sensitive}
    hidden = hidden_cells(values, groups=[list(values)], threshold=least_sensitive if grave else least)
    return hidden | frozenset(grave)

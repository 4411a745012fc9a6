"""The country's divisions on screen: a place, its parts, its figures; the search; the outlines; the exports."""

import gzip
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wasl.core.actor import Actor
from wasl.territory import boundaries, indicators, queries
from wasl.territory.rules import COUNTRY_CODE
from wasl.web import printed
from wasl.web.territory import charts, exports, words
from wasl.web.territory.forms import FigureForm, SearchForm

FOR_EVER = "private, max-age=31536000, immutable"


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return page(request, COUNTRY_CODE)


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One place: what stands above and below it, and one figure in each of its parts."""
    try:
        portrait = queries.portrait(actor=_actor(request), code=code, today=timezone.localdate())
    except queries.Renumbered as former:
        messages.info(request, _renumbered(former))
        return redirect("territory:page", former.territory.code)
    except queries.UnknownTerritory as unknown:
        context = {"unknown": unknown, "search": SearchForm()}
        return TemplateResponse(request, "territory/unknown.html", context, status=404)
    form = FigureForm(portrait, request.GET)
    context = _figures(portrait, form) | {
        "portrait": portrait,
        "kind": words.kind_of(portrait.place),
        "name": charts.name_of(portrait.place),
        "form": form,
        "asked": address_of(form.chosen()),
        "credit": exports.credit(portrait.source),
        "search": SearchForm(),
    }
    return TemplateResponse(request, "territory/page.html", context, status=200 if form.is_valid() else 422)


def _renumbered(former: queries.Renumbered) -> str:
    return _("The code %(former)s was used until %(year)s: this place is now %(code)s.") % {
        "former": former.code,
        "year": former.until_year,
        "code": former.territory.code,
    }


def _figures(portrait: queries.Portrait, form: FigureForm) -> dict[str, Any]:
    """The table, its map, its words. Nothing where the place has no parts."""
    chosen = form.chosen()
    place, language = portrait.place, printed.language()
    table = queries.table_of(
        place, level=chosen["level"], indicator=chosen["indicator"], area=chosen["area"], sex=chosen["sex"]
    )
    if chosen["order"] == "value":
        table.lines.sort(key=lambda line: (line.value_2024 is None, -(line.value_2024 or 0)))
    census = chosen["census"] if chosen["census"] in table.censuses else table.censuses[-1]
    title = indicators.full_label(chosen["indicator"], language)
    note = indicators.indicator(chosen["indicator"]).note
    # The two censuses are never shown side by side without their warning.
    return {
        "table": table,
        "title": title,
        "unit": indicators.unit_label(table.unit, language),
        "places": indicators.places(table.unit),
        "note": note[language] if note else "",
        "census": census,
        "area": words.AREAS[table.area],
        "sex": words.SEXES[table.sex],
        "broken_down": words.BREAKDOWNS.get(chosen["level"], ""),
        "chart": charts.map_of(place, chosen["level"], table, census, f"{title}, {census}")
        if chosen["level"]
        else None,
        "chosen": chosen,
        "unknown_count": sum(line.value(census) is None for line in table.lines),
    }


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """By code or name, of today or former; one place alone opens at once."""
    form = SearchForm(request.GET)
    words_typed = form.cleaned_data["q"] if form.is_valid() else ""
    hits = queries.find(actor=_actor(request), words=words_typed)
    if len(hits) == 1 and hits[0].former is None:
        return redirect("territory:page", hits[0].place.code)
    rows = [(hit, words.kind_of(hit.place)) for hit in hits]
    context = {"search": form, "words": words_typed, "rows": rows, "is_cut": len(hits) == queries.MOST_HITS}
    return TemplateResponse(request, "territory/search.html", context, status=200 if form.is_valid() else 422)


@require_GET
def boundary(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """Outlines, kept by the browser for ever: their address changes when they do."""
    try:
        body = boundaries.packed(name)
    except boundaries.NoBoundary:
        return HttpResponse(status=404)
    if digest != boundaries.digest(name):
        return redirect("territory:boundary", name, boundaries.digest(name))
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(body if packed else gzip.decompress(body), content_type="application/json")
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Cache-Control"] = FOR_EVER
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@require_GET
def export(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The table on screen as a sheet, with its credit line."""
    try:
        portrait = queries.portrait(actor=_actor(request), code=code, today=timezone.localdate())
    except queries.Renumbered as former:
        return redirect("territory:export", former.territory.code, extension)
    except queries.UnknownTerritory:
        return redirect("territory:page", code)
    form = FigureForm(portrait, request.GET)
    if not form.is_valid():
        return redirect("territory:page", code)
    return exports.answer(portrait, _figures(portrait, form), extension)


def address_of(chosen: dict[str, Any]) -> str:
    """The question as it stands in an address."""
    asked = QueryDict(mutable=True)
    asked.update({key: str(value) for key, value in chosen.items() if value != ""})
    return asked.urlencode()

"""Who lacks several things among the households that were assessed, as far as the posting reaches."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wasl.core.permissions import Permission as P
from wasl.watch.queries import assessed_households
from wasl.watch.queries import poverty as queries
from wasl.watch.queries.assessed_households import HouseholdLine, Which
from wasl.watch.queries.poverty import Assessed
from wasl.watch.rules.poverty import Kind, Thing
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.needs import exports
from wasl.web.needs.shown import Table
from wasl.web.paging import note_rows
from wasl.web.poverty import shown, words
from wasl.web.printed import comma, day, language
from wasl.web.requests import Request, uuid_of

if TYPE_CHECKING:
    from wasl.watch.models import PovertyRun

FILES = ("pdf", "xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, in the latest count; `place` is the chosen territory or the widest of the posting."""

    run: "PovertyRun"
    places: list[tuple[str, str]]
    place: str
    unit_id: UUID | None

    @property
    def place_name(self) -> str:
        return dict(self.places)[self.place]

    def address(self, name: str, /, *args: str, **query: Any) -> str:
        given = {"place": self.place, "centre": self.unit_id} | query
        asked = urlencode({key: value for key, value in given.items() if value})
        return f"{reverse(f'poverty:{name}', args=args)}?{asked}"


def _asked(request: Request) -> Asked | None:
    """None while no household is counted that the posting may read of."""
    run = queries.latest_run(Kind.ASSESSED)
    found = queries.places_within(actor=request.actor, run=run) if run else []
    places = [(code, name.in_(language()) or _("The whole country")) for code, name in found]
    codes = [code for code, _name in places]
    place = request.GET.get("place", "")
    unit_id = uuid_of(request.GET.get("centre", ""))
    return Asked(run, places, place if place in codes else codes[0], unit_id) if run and codes else None


def _asked_or_404(request: Request) -> Asked:
    asked = _asked(request)
    if asked is None:
        raise Http404
    return asked


@dataclass(frozen=True, slots=True)
class Page:
    asked: Asked
    whole: Assessed
    things: Table
    places: Table | None

    @property
    def name(self) -> str:
        return self.whole.name.in_(language()) if self.asked.unit_id else self.asked.place_name


def _page(request: Request, asked: Asked) -> Page:
    actor, run, place = request.actor, asked.run, asked.place
    whole = queries.assessed_in(actor=actor, run=run, territory=place, unit_id=asked.unit_id)
    parts = [] if asked.unit_id else queries.parts_of(actor=actor, run=run, territory=place)
    opens = bool(asked.unit_id)
    things = shown.of_things(whole, address=lambda code: asked.address("rows", thing=code) if opens else "")
    places = shown.of_places(parts, address=lambda one: _of_part(asked, one)) if parts else None
    return Page(asked, whole, things, places)


def _of_part(asked: Asked, one: Assessed) -> str:
    if one.is_hidden:
        return ""
    if one.row.unit_id:
        return asked.address("households", centre=one.row.unit_id)
    return asked.address("households", place=one.row.territory)


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def home(request: Request) -> HttpResponse:
    """How many households of a territory or centre lack several things, and which."""
    asked = _asked(request)
    if asked is None:
        return TemplateResponse(request, "poverty/households.html", {})
    page = _page(request, asked)
    whole = page.whole
    context = {
        "asked": asked, "run": asked.run, "said": words.households(whole, asked.run.as_of),
        "unsure": words.unsure(whole), "depth": words.depth(whole), "whom": words.whom(), "name": page.name,
        "things": page.things, "places": page.places, "is_centre": bool(asked.unit_id),
        "is_hidden": whole.is_hidden,
        "around": asked.address("households", centre=""), "definition": asked.run.definition,
        "rows": asked.address("rows") if asked.unit_id and not whole.is_hidden else "",
        "poor_rows": asked.address("rows", which=Which.POOR.value), "files": _files(asked, page),
        "unsure_rows": asked.address("rows", which=Which.UNSURE.value),
    }  # fmt: skip
    return TemplateResponse(request, "poverty/households.html", context)


def _files(asked: Asked, page: Page) -> list[tuple[str, str]]:
    found = [(each.upper(), asked.address("households_file", "things", each)) for each in FILES]
    if page.places:
        found.append((_("PDF, place by place"), asked.address("households_file", "places", "pdf")))
    return found


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def file(request: Request, what: str, extension: str) -> HttpResponse:
    """The page's tables; a paper bears the one that is asked for."""
    asked = _asked_or_404(request)
    page = _page(request, asked)
    tables = [page.things, *([page.places] if page.places else [])]
    if what == "places":
        tables.reverse()
    notes = (words.households(page.whole, asked.run.as_of), words.unsure(page.whole), words.depth(page.whole))
    return exports.answer(
        extension, name=f"households-{asked.place}-{asked.run.as_of:%Y-%m}", run=asked.run, tables=tables,
        heading=f"{_('Assessed households that lack several things')} · {page.name}",
        notes=[*(note for note in notes if note), words.whom(), _version(asked.run)],
    )  # fmt: skip


def _version(run: "PovertyRun") -> str:
    assert run.definition is not None  # every count of assessments keeps its definition
    return _("Counted by the definition in force since %(since)s, with answers given before %(until)s.") % {
        "since": day(run.definition.since), "until": day(run.as_of),
    }  # fmt: skip


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def rows(request: Request) -> HttpResponse:
    """The households one centre's count was made of, as far as the reader may open their dossiers."""
    asked = _asked_or_404(request)
    if asked.unit_id is None:
        raise Http404
    page = _page(request, asked)
    if page.whole.is_hidden:
        raise Http404
    which = Which(found) if (found := request.GET.get("which", "")) in set(Which) else Which.ALL
    thing = next((one for one in page.whole.definition.things if one.code == request.GET.get("thing")), None)
    listed = assessed_households.households_of(
        actor=request.actor, run=asked.run, unit_id=asked.unit_id, which=which, thing=thing.code if thing else "",
        after=request.GET.get("key", ""),
    )  # fmt: skip
    note_rows(request, len(listed.lines))
    counted = _counted(page.whole, which, thing)
    context = {
        "name": page.name, "above": asked.address("households"), "title": _title(which, thing), "counted": counted,
        "closed": max(counted - listed.opened, 0) if counted is not None else None,
        "rows": [_row(line) for line in listed.lines], "next_key": listed.next_after,
    }  # fmt: skip
    return TemplateResponse(request, "poverty/rows.html", context)


def _counted(whole: Assessed, which: Which, thing: Thing | None) -> int | None:
    if thing is not None:
        lacking = next(one.lacking for one in whole.things if one.code == thing.code)
        return None if lacking is None else int(lacking)
    return {Which.ALL: whole.row.assessed, Which.POOR: whole.row.poor, Which.UNSURE: whole.row.unsure}[which]


def _title(which: Which, thing: Thing | None) -> str:
    if thing is None:
        return shown.which_name(which)
    return _("Lack several things, among them: %(thing)s") % {"thing": thing.words.said(language())}


def _row(line: HouseholdLine) -> dict[str, Any]:
    said = comma().join
    return {
        "person": line.person, "on": line.assessment.assessed_at, "is_simulated": line.assessment.is_simulated,
        "address": reverse("assessments:assessment", args=[line.assessment.case_id, line.assessment.pk]),
        "lacking": said(thing.words.said(language()) for thing in line.lacking),
        "unsaid": said(thing.words.said(language()) for thing in line.unsaid),
    }  # fmt: skip

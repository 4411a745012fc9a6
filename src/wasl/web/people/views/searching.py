from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people import queries
from wasl.people.rules.sought import sought_in_box
from wasl.web.paging import note_rows
from wasl.web.people.guards import actor_of
from wasl.web.people.shown import ShownFound, shown_found, shown_persons

LONGEST = 120


def _found(request: HttpRequest, actor: Actor, text: str) -> ShownFound:
    today = timezone.localdate()
    found = queries.search(actor=actor, sought=sought_in_box(text[:LONGEST].replace("\0", "")), today=today)
    shown = shown_found(actor, found, today=today)
    note_rows(request, len(shown.candidates))
    return shown


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The one box; without words, who was registered last."""
    actor = actor_of(request)
    text = request.GET.get("q", "")
    # Of one's own unit: its index gives the latest ones at once, where a whole delegation would have to be sorted.
    own = queries.registrations(actor=actor, permission=Permission.PERSON_SEARCH).filter(path=actor.path)
    recent = [] if text.strip() else own[:15]
    context = {
        "q": text[:LONGEST],
        "found": _found(request, actor, text),
        "recent": shown_persons(actor, recent),
        "may_register": actor.may(Permission.PERSON_CREATE),
    }
    return TemplateResponse(request, "people/search.html", context)


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Candidates as a fragment, while typing. Asked from a form by `pick=1` they answer it: a button named
    `same_as` with a registration's id, or with a masked hit's token after "token:"."""
    actor = actor_of(request)
    parts = (request.GET.get(name, "") for name in ("q", "given", "family", "birth_year"))
    text = " ".join(filter(None, parts))
    found = _found(request, actor, text + (" " if request.GET.get("family") else ""))
    is_picking = request.GET.get("pick") == "1"
    template = "people/parts/candidates.html" if is_picking else "people/search.html#results"
    context = {
        "q": text[:LONGEST], "found": found, "recent": [], "may_register": actor.may(Permission.PERSON_CREATE)
    }  # fmt: skip
    return TemplateResponse(request, template, context)

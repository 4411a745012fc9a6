"""Who read which file of the team, for whoever answers for it; and which nominative one, for those named on it."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.access.queries import account_numbered, named_to_stay
from wasl.assistance.queries.names import agents
from wasl.assistance.queries.readings import described_readings
from wasl.core.permissions import Permission as P
from wasl.journal.commands import record
from wasl.journal.queries import readings_of_dossiers, readings_within
from wasl.web.assistance.guards import needs
from wasl.web.journal.words import SUBJECTS, VERBS
from wasl.web.paging import page_by_key
from wasl.web.readers.forms import DayFilter, ReadingFilter
from wasl.web.readers.words import LINKS, MARKS
from wasl.web.requests import Request


@require_GET
@needs(P.READERS_WATCH)
def readings(request: Request) -> HttpResponse:
    """Of the team, by whoever answers for it."""
    form = ReadingFilter(request.GET or None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    account_id = account_numbered(wanted["number"]) if wanted.get("number") else None
    found = readings_within(actor=request.actor, account_id=account_id, on=wanted.get("on"))
    if wanted.get("number") and account_id is None:
        found = found.none()
    record(actor=request.actor, verb=P.READERS_WATCH, subject="address", subject_id="readers:list")
    return _page(request, form, found, is_named=False)


@require_GET
@needs(P.READERS_NAMED)
def readings_of_named(request: Request) -> HttpResponse:
    """Of the nominative dossiers on which the reader of the page is named, by them alone."""
    form = DayFilter(request.GET or None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    named = named_to_stay(actor=request.actor)
    found = readings_of_dossiers(actor=request.actor, dossier_ids=named, on=wanted.get("on"))
    record(actor=request.actor, verb=P.READERS_NAMED, subject="address", subject_id="readers:named")
    return _page(request, form, found, is_named=True)


def _page(request: Request, form: DayFilter, found: Any, *, is_named: bool) -> HttpResponse:
    page = page_by_key(request, found, order=("-at", "-id"), size=40)
    names = agents({line.account_id for line in page.rows})
    shown = [
        {
            "line": one.line, "case_id": one.case_id,
            "who": names.get(one.line.account_id, "") if one.line.account_id else "",
            "what": VERBS.get(one.line.verb, one.line.verb), "about": SUBJECTS.get(one.line.subject, one.line.subject),
            "end": one.line.subject_id[-6:], "link": LINKS[one.link], "marks": [MARKS[mark] for mark in one.marks],
        }
        for one in described_readings(actor=request.actor, lines=page.rows, today=timezone.localdate())
    ]  # fmt: skip
    context = {
        "form": form, "rows": shown, "next_key": page.next_key, "previous_key": page.previous_key,
        "is_named": is_named, "may_watch": request.actor.may(P.READERS_WATCH),
    }  # fmt: skip
    return TemplateResponse(request, "readers/list.html", context, status=422 if form.errors else 200)

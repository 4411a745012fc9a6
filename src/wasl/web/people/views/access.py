from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wasl.assistance.queries.names import agents, units
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.web.people import labels
from wasl.web.people.forms import AskForm
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.people.shown import shown_persons


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """First why, then the request; what was typed in the search tells both sides whom it is about."""
    actor = actor_of(request)
    require(actor, Permission.PERSON_ASK_ACCESS)
    token, words = request.POST.get("token", ""), request.POST.get("words", "")[:160].replace("\0", "")
    form = AskForm(request.POST if "reason" in request.POST or "sent" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            commands.ask_access(
                actor=actor, token=token, reason=form.cleaned_data["reason"], words=words, today=timezone.localdate()
            )
        except queries.HitExpired:
            messages.error(request, _("This proposal is no longer there: search again."))
            return redirect("people:search")
        messages.success(request, _("Asked. The answer will stand on this page."))
        return redirect("people:requests")
    context = {"form": form, "token": token, "words": words}
    return TemplateResponse(request, "people/ask.html", context, status=422 if form.is_bound else 200)


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """One's own requests, and those on people of one's territory that wait for an answer."""
    actor, now = actor_of(request), timezone.now()
    require(actor, Permission.PERSON_SEARCH)
    own = queries.own_requests(actor=actor) if actor.may(Permission.PERSON_ASK_ACCESS) else []
    may_decide = actor.may(Permission.PERSON_GRANT_ACCESS)
    waiting = list(queries.requests_to_decide(actor=actor)[:50]) if may_decide else []
    people = queries.registrations(actor=actor).in_bulk([row.registration_id for row in waiting])
    shown = {each.id: each for each in shown_persons(actor, people.values())}
    names = agents(row.asked_by for row in waiting)
    places = units(actor, [row.from_unit_id for row in waiting], on=timezone.localdate())
    context = {
        "own": [(row, labels.ACCESS_STATE[row.state], labels.WHY_ACCESS[row.reason], row.is_open(now)) for row in own],
        "waiting": [
            {
                "row": row,
                "person": shown.get(row.registration_id),
                "why": labels.WHY_ACCESS[row.reason],
                "by": names.get(row.asked_by, ""),
                "place": places.get(row.from_unit_id, ""),
            }
            for row in waiting
        ],
        "may_decide": may_decide,
    }
    return TemplateResponse(request, "people/requests.html", context)


@require_GET
@hides_what_is_not_there
def granted(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Identity opened for a few days; refused, over or somebody else's: the same words."""
    sheet = commands.open_granted(actor=actor_of(request), request_id=request_id)
    context: dict[str, Any] = {"sheet": sheet}
    if sheet is not None:
        context |= {
            "birth": labels.birth_text(sheet.birth, today=timezone.localdate()),
            "languages": labels.language_names(sheet.languages),
        }
    return TemplateResponse(request, "people/granted.html", context)


@require_POST
@hides_what_is_not_there
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    answer = request.POST.get("answer")
    require(actor_of(request), Permission.PERSON_GRANT_ACCESS)
    if answer not in {"yes", "no"}:
        messages.error(request, str(labels.PROBLEMS["UNKNOWN"]))
        return redirect("people:requests")
    try:
        commands.decide_access(
            actor=actor_of(request), request_id=request_id, is_granted=answer == "yes", now=timezone.now()
        )
    except commands.CannotDecide:
        messages.error(request, _("This request was already answered."))
    else:
        messages.success(request, _("Answered."))
    return redirect("people:requests")

"""Files past their time: listed, proposed by one agent, approved by another, certified; and files that are held."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.queries.names import agents, persons
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.people import queries as people
from wasl.rights import commands
from wasl.rights.commands import CannotErase
from wasl.rights.queries import retention
from wasl.web.paging import page_by_key
from wasl.web.papers import language_of, to_paper
from wasl.web.people.guards import actor_of, given_id, hides_what_is_not_there
from wasl.web.rights.forms import HoldForm
from wasl.web.rights.words import ERASURE_BADGES, ERASURE_FAULTS, ERASURE_STATES, ITEM_STATES, RULES


@require_http_methods(["GET", "POST"])
def past(request: HttpRequest) -> HttpResponse:
    """What may be proposed in one's territory and sight, the longest past first."""
    actor, fault = actor_of(request), ""
    found = retention.past_files(actor=actor)
    if request.method == "POST":
        chosen = [given for text in request.POST.getlist("who")[:500] if (given := given_id(text))]
        pk = given_id(request.POST.get("command_id")) or new_id()
        try:
            made = commands.propose_erasure(actor=actor, erasure_id=pk, registration_ids=chosen, now=timezone.now())
        except CannotErase as refusal:
            fault = ERASURE_FAULTS[refusal.fault]
        else:
            messages.success(request, _("Proposed. Another agent decides; nothing is erased before."))
            return redirect("rights:erasure", made[0].pk)
    page = page_by_key(request, found, order=("due_on", "id"), size=50)
    known = persons(actor, [row.registration_id for row in page.rows])
    rows = [
        {"row": row, "person": known[row.registration_id], "rule": RULES.get(row.rule, row.rule)}
        for row in page.rows
        if row.registration_id in known
    ]
    context = {"rows": rows, "fault": fault, "next_key": page.next_key, "previous_key": page.previous_key}
    return TemplateResponse(request, "rights/past.html", context, status=422 if fault else 200)


@require_GET
def erasures(request: HttpRequest) -> HttpResponse:
    rows: list[Any] = retention.erasures(actor=actor_of(request))
    names = agents(row.proposed_by for row in rows)
    context = {"rows": [_shown(row, names) for row in rows]}
    return TemplateResponse(request, "rights/erasures.html", context)


def _shown(row: Any, names: dict[Any, str]) -> dict[str, Any]:
    return {
        "row": row,
        "word": ERASURE_STATES[row.state],
        "badge": ERASURE_BADGES[row.state],
        "by": names.get(row.proposed_by, ""),
        "decider": names.get(row.decided_by, "") if row.decided_by else "",
    }


@require_GET
@hides_what_is_not_there
def erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    return _page(request, erasure_id)


def _page(request: HttpRequest, erasure_id: UUID, *, fault: Any = "") -> HttpResponse:
    actor = actor_of(request)
    row = retention.erasure(actor=actor, erasure_id=erasure_id)
    items = retention.items_of(actor=actor, erasure_id=row.pk)
    known = persons(actor, [item.registration_id for item in items])
    states = retention.states_of(actor=actor, erasure_id=row.pk)
    context = {
        "shown": _shown(row, agents([row.proposed_by, row.decided_by])),
        "items": [
            (known.get(item.registration_id), ITEM_STATES[item.state], RULES.get(item.rule, "")) for item in items
        ],
        "states": [(ITEM_STATES[code], number) for code, number in states.items()],
        "may_decide": row.state == "PROPOSED" and actor.may(Permission.ERASURE_DECIDE),
        "is_mine": row.proposed_by == actor.account_id,
        "is_done": row.state == "DONE",
        "fault": fault,
    }
    return TemplateResponse(request, "rights/erasure.html", context, status=422 if fault else 200)


@require_POST
@hides_what_is_not_there
def decide(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    is_approved = request.POST.get("answer") == "yes"
    try:
        commands.decide_erasure(
            actor=actor_of(request), erasure_id=erasure_id, is_approved=is_approved, now=timezone.now()
        )
    except CannotErase as refusal:
        return _page(request, erasure_id, fault=ERASURE_FAULTS[refusal.fault])
    messages.success(request, _("Approved: it is carried out within minutes.") if is_approved else _("Refused."))
    return redirect("rights:erasure", erasure_id)


@require_POST
@hides_what_is_not_there
def certificate(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    try:
        made = commands.issue_certificate(
            actor=actor_of(request), erasure_id=erasure_id, lang=language_of(request), now=timezone.now()
        )
    except CannotErase as refusal:
        return _page(request, erasure_id, fault=ERASURE_FAULTS[refusal.fault])
    return to_paper(request, made)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def hold(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Why a file must stay whatever its age."""
    actor = actor_of(request)
    own = people.registration(actor=actor, registration_id=registration_id, permission=Permission.HOLD_SET)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.hold_file(actor=actor, registration_id=own.pk, now=timezone.now(), **form.cleaned_data)
        except CannotErase as refusal:
            form.add_error(None, ERASURE_FAULTS[refusal.fault])
        else:
            messages.success(request, _("Held. It is not erased until the hold is ended."))
            return redirect("people:person", own.pk)
    context = {"own": own, "form": form}
    return TemplateResponse(request, "rights/hold.html", context, status=422 if form.errors else 200)


@require_POST
@hides_what_is_not_there
def release(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    try:
        row = commands.release_file(actor=actor_of(request), hold_id=hold_id, now=timezone.now())
    except CannotErase as refusal:
        messages.error(request, str(ERASURE_FAULTS[refusal.fault]))
        return redirect("rights:past")
    messages.success(request, _("The hold is ended."))
    return redirect("people:person", row.registration_id)

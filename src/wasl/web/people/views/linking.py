from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.people.rules import Answer, sought_as
from wasl.people.rules.sought import best_agreement
from wasl.web.paging import page_by_key
from wasl.web.people import labels
from wasl.web.people.file_parts import side_by_side
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.people.shown import shown_found, shown_persons


@require_GET
@hides_what_is_not_there
def choose(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Who among those already registered may be the same person."""
    actor, today = actor_of(request), timezone.localdate()
    own = queries.registration(actor=actor, registration_id=registration_id, permission=Permission.PERSON_CORRECT)
    found = queries.search(actor=actor, sought=sought_as(own.particulars), today=today)
    others = queries.Found(tuple(each for each in found.candidates if each.registration.pk != own.pk))
    context = {"own": own, "found": shown_found(actor, others, today=today)}
    return TemplateResponse(request, "people/same.html", context)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def compare(request: HttpRequest, registration_id: UUID, other_id: UUID) -> HttpResponse:
    """Two registrations side by side; saying that they are one person links them, and can be undone."""
    actor, today = actor_of(request), timezone.localdate()
    one, other = (
        queries.registration(actor=actor, registration_id=each, permission=Permission.PERSON_CORRECT)
        for each in (registration_id, other_id)
    )
    if request.method == "POST":
        if commands.confirm_same(actor=actor, registration_id=one.pk, as_registration_id=other.pk):
            messages.success(request, _("Linked: one person, two registrations. This can be undone on this page."))
        else:
            messages.warning(request, _("Something says that they are two persons: an adjudicator will look at it."))
        return redirect("people:person", one.pk)
    agreement = best_agreement(sought_as(one.particulars), other.particulars, has_phone=False, has_number=False)
    context = {
        "own": one,
        "people": shown_persons(actor, [one, other], today=today),
        "table": side_by_side(one.particulars, other.particulars),
        "reasons": labels.reason_texts(agreement.reasons),
    }
    return TemplateResponse(request, "people/compare.html", context)


@require_POST
@hides_what_is_not_there
def unlink(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PERSON_CORRECT)
    try:
        commands.unlink(actor=actor, registration_id=registration_id)
    except commands.NothingToUndo:
        messages.error(request, _("This registration stands alone: there is nothing to take apart."))
    else:
        messages.success(request, _("Taken apart: this registration is a person of its own again."))
    return redirect("people:person", registration_id)


@require_GET
def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs that wait for an adjudicator of both territories and of their level."""
    page = page_by_key(request, queries.doubles_to_decide(actor=actor_of(request)), order=("-strength", "id"))
    rows = [(row, labels.ORIGIN.get(row.origin, "")) for row in page.rows]
    context = {"rows": rows, "next_key": page.next_key, "previous_key": page.previous_key}
    return TemplateResponse(request, "people/doubles.html", context)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def double(request: HttpRequest, double_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PERSON_ADJUDICATE)
    if request.method == "POST":
        return _decided(request, double_id)
    pair, sheets = commands.open_double(actor=actor, double_id=double_id)
    one, other = (sheet.particulars for sheet in sheets)
    agreement = best_agreement(sought_as(one), other, has_phone=False, has_number=False)
    context = {
        "pair": pair,
        "people": shown_persons(actor, sheets),
        "table": side_by_side(one, other),
        "reasons": labels.reason_texts(agreement.reasons),
    }
    return TemplateResponse(request, "people/double.html", context)


def _decided(request: HttpRequest, double_id: UUID) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer not in set(Answer):
        messages.error(request, str(labels.PROBLEMS["UNKNOWN"]))
        return redirect("people:double", double_id)
    try:
        pair, _sheets = queries.double_sheets(actor=actor_of(request), double_id=double_id)
        commands.decide_double(actor=actor_of(request), double_id=double_id, answers={pair.other_id: Answer(answer)})
    except (queries.HitExpired, commands.AlreadyDecided, commands.KeptApart):
        messages.error(request, _("This pair no longer waits for you."))
    else:
        messages.success(request, _("Decided."))
    return redirect("people:doubles")

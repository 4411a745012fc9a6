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
from wasl.people.rules import sought_as
from wasl.people.rules.sought import best_agreement
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
    agreement = best_agreement(sought_as(one.particulars), other.particulars, has_phone=False, by_number=0)
    context = {
        "own": one,
        "people": shown_persons(actor, [one, other], today=today),
        "table": side_by_side(one.particulars, other.particulars),
        "reasons": labels.reason_texts(agreement.reasons),
    }
    return TemplateResponse(request, "people/compare.html", context)


@require_POST
@hides_what_is_not_there
def unlink(request: HttpRequest, registration_id: UUID, verdict_id: UUID | None = None) -> HttpResponse:
    """Takes back the last thing said of the registration, or the one that is named."""
    actor = actor_of(request)
    require(actor, Permission.PERSON_CORRECT)
    try:
        commands.unlink(actor=actor, registration_id=registration_id, verdict_id=verdict_id)
    except commands.NothingToUndo:
        messages.error(request, _("This registration stands alone: there is nothing to take apart."))
    else:
        messages.success(request, _("Taken apart: this registration is a person of its own again."))
    return redirect("people:person", registration_id)

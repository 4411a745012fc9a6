"""What stands on pages of its own behind the person's page: older moments, a household of another day, consents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.catalogue.recordings.queries import consent_phrases
from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.rights.timeline import SHOWN, timeline_of
from wasl.web.people import labels
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.recordings.sounds import Sounds
from wasl.web.rights import parts
from wasl.web.rights.forms import ConsentForm, HouseholdDayForm
from wasl.web.rights.moments import shown_moments
from wasl.web.rights.words import CONSENT_FAULTS


def _instant(text: str) -> datetime | None:
    """None for whatever is not a moment of this era."""
    try:
        given = parse_datetime(text)
    except ValueError:
        return None
    return given if given is not None and given.tzinfo is not None and given.year > 1 else None


@require_GET
@hides_what_is_not_there
def timeline(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """The moments before the one that the page stopped at."""
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id)
    person_id = queries.person_of(actor=actor, registration_id=own.pk)
    others = queries.registrations_of_person(actor=actor, person_id=person_id)
    events = timeline_of(
        actor=actor,
        registration_ids=[row.pk for row in others],
        before=_instant(request.GET.get("before", "")),
    )
    context = {
        "own": own,
        "events": shown_moments(actor, events, today=timezone.localdate()),
        "earlier": events[-1].at.isoformat() if len(events) == SHOWN else "",
    }
    return TemplateResponse(request, "rights/timeline.html", context)


@require_GET
@hides_what_is_not_there
def household(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """With whom she lived on a given day, as far as it is known and may be read."""
    actor, today = actor_of(request), timezone.localdate()
    own = queries.registration(actor=actor, registration_id=registration_id)
    form = HouseholdDayForm(request.GET if "on_year" in request.GET else None)
    day = (form.cleaned_data["on"] if form.is_bound and form.is_valid() else None) or today
    members = [
        {"row": row, "person": row.registration, "birth": labels.birth_text(row.registration.birth, today=today)}
        for row in queries.home_on(actor=actor, registration_id=own.pk, day=day)
    ]
    context = {"own": own, "form": form, "day": day, "members": members}
    return TemplateResponse(request, "rights/household.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def consents(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Every purpose as it is read aloud, what follows from saying no, and her answer."""
    actor, today = actor_of(request), timezone.localdate()
    own = queries.registration(actor=actor, registration_id=registration_id, permission=Permission.CONSENT_RECORD)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, own, form):
        messages.success(request, _("Her answer is written down."))
        return redirect("rights:consents", own.pk)
    stands = parts.shown_stands(queries.consents_of(actor=actor, registration_ids=[own.pk], on=today))
    context: dict[str, Any] = {"own": own, "stands": stands, "form": form, "sounds": Sounds(consent_phrases(today))}
    return TemplateResponse(request, "rights/consents.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, own: Any, form: ConsentForm) -> bool:
    try:
        commands.record_consent(
            actor=actor_of(request), registration_id=own.pk, now=timezone.now(), **form.cleaned_data
        )
    except commands.CannotAnswer as refusal:
        form.add_error(None, CONSENT_FAULTS[refusal.fault])
    except ObjectDoesNotExist:
        form.add_error(None, _("This purpose is no longer in force: read the page again."))
    return not form.errors

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.assistance.queries.deaths import death_of
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.rights.timeline import SHOWN
from wasl.web.people import file_parts, labels, review_parts
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.people.places import place_text
from wasl.web.people.shown import ShownHome, shown_homes, shown_persons
from wasl.web.rights import parts
from wasl.web.rights.moments import shown_moments


@require_GET
@hides_what_is_not_there
def person(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """One sheet: who she is and how to reach her, what is next, what happened, household, who read it."""
    actor, today = actor_of(request), timezone.localdate()
    file = commands.open_file(actor=actor, registration_id=registration_id)
    own, events = file.registration, file_parts.events_of(actor, file)
    context: dict[str, Any] = {
        "own": own,
        "birth": labels.birth_text(own.birth, today=today),
        "place": place_text(own.commune_code, own.douar),
        "languages": labels.language_names(own.languages),
        "contact": file_parts.contact_of(file),
        "phones": file_parts.phones_of(file),
        "papers": file_parts.papers_of(file),
        "registers": file_parts.registers_of(own),
        "addresses": file_parts.addresses_of(file),
        "homes": file_parts.homes_of(file, today, file_parts.kin_of(actor, file)),
        "likely_homes": _likely_homes(actor, file),
        "others": shown_persons(actor, file.others, today=today),
        "death": death_of(actor=actor, registration_id=own.pk),
        "may_note_death": actor.may(Permission.CASE_CLOSE),
        "held": review_parts.held_lines(actor, own.pk),
        "next_steps": shown_moments(actor, file_parts.open_events(events), today=today),
        "events": shown_moments(actor, events, today=today),
        "earlier": events[-1].at.isoformat() if len(events) == SHOWN else "",
        "stands": parts.stands_of(actor, file, today=today),
        "readers": file_parts.readers(actor, own),
        "contact_choices": labels.CONTACT.items(),
        "may_answer": actor.may(Permission.CONSENT_RECORD),
        "may_answer_access": actor.may(Permission.DISCLOSURE_ANSWER),
        "may_ask_correction": actor.may(Permission.CORRECTION_ASK),
        "may_correct": actor.may(Permission.PERSON_CORRECT),
        "may_add": actor.may(Permission.PERSON_CORRECT) or actor.may(Permission.PERSON_CREATE),
        "may_receive": actor.may(Permission.RECEPTION_RECORD),
        "may_open": actor.may(Permission.CASE_OPEN),
        # A delegate holds the permission to confirm; the rule lets only agents of nominative level ask.
        "may_ask_glass": actor.may(Permission.GLASS_BREAK) and actor.level >= NOMINATIVE,
    }
    context |= parts.kept_of(actor, file)
    return TemplateResponse(request, "people/person.html", context)


def _likely_homes(actor: Actor, file: queries.File) -> list[ShownHome]:
    """Nothing is looked for where she lives in a household, nor for whoever could not write it down."""
    if file.homes or not actor.may(Permission.PERSON_CORRECT):
        return []
    return shown_homes(actor, queries.likely_homes(actor=actor, registration_id=file.registration.pk))


@require_GET
@hides_what_is_not_there
def history(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """What stood in the registration before each correction, with who corrected it."""
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id, permission=Permission.PERSON_CORRECT)
    past = list(queries.history_of(actor=actor, row=own)[:50])
    return TemplateResponse(request, "people/history.html", {"own": own, "changes": file_parts.changes_of(own, past)})


@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """The purpose of the processing and the person's rights (law 09-08), to be read aloud or printed."""
    actor_of(request)
    return TemplateResponse(request, "people/rights.html")

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance.queries import nominative_case_of
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.people.commands.details import NewAddress, NewDocument, NewPhone
from wasl.web.people import labels
from wasl.web.people.forms import AddressForm, ContactForm, DocumentForm, LevelForm, PhoneForm
from wasl.web.people.guards import actor_of, hides_what_is_not_there
from wasl.web.people.places import province_of, read_place


def _adding(
    request: HttpRequest, registration_id: UUID, form: forms.Form, title: str, field: str, add: Callable[[], Any]
) -> HttpResponse:
    """One form about one registration, then back to the person's page."""
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id, permission=Permission.PERSON_CREATE)
    if request.method == "POST" and form.is_valid():
        try:
            add()
        except commands.BadNumber as error:
            form.add_error(field, str(labels.PROBLEMS[error.code]))
        else:
            messages.success(request, _("Written down."))
            return redirect("people:person", own.pk)
    context = {"form": form, "own": own, "heading": title}
    return TemplateResponse(request, "people/add.html", context, status=422 if request.method == "POST" else 200)


def _case(request: HttpRequest, registration_id: UUID) -> UUID | None:
    """Her nominative case, for an agent named on it."""
    actor = actor_of(request)
    if not actor.may(Permission.CASE_READ):
        return None
    return nominative_case_of(actor=actor, registration_id=registration_id)


def _seen_by(request: HttpRequest, case: UUID | None) -> dict[str, Any]:
    """The levels this agent may choose; what is added to a protected person begins as closed as the rest."""
    levels = [level for level in labels.READ_BY if level <= actor_of(request).level]
    if case is None:
        levels = [level for level in levels if level < NOMINATIVE]
    return {"levels": levels or [2], "level": NOMINATIVE if case else 2}


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def add_phone(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    case = _case(request, registration_id)
    form = PhoneForm(request.POST or None, **_seen_by(request, case))

    def add() -> Any:
        data = form.cleaned_data
        seal = case if form.level >= NOMINATIVE else None
        phone = NewPhone(data["number"], data["contact"], data["belongs_to"], level=form.level, seal=seal)
        return commands.add_phone(actor=actor_of(request), registration_id=registration_id, phone=phone)

    return _adding(request, registration_id, form, _("Add a phone number"), "number", add)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def add_document(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    form = DocumentForm(request.POST or None)

    def add() -> Any:
        data = form.cleaned_data
        paper = NewDocument(data["type"], data["number"], data["status"])
        today = timezone.localdate()
        return commands.add_document(
            actor=actor_of(request), registration_id=registration_id, document=paper, today=today
        )

    return _adding(request, registration_id, form, _("Add a paper"), "number", add)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def add_address(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    case = _case(request, registration_id)
    form = AddressForm(request.POST or None, **_seen_by(request, case))

    def add() -> Any:
        data = form.cleaned_data
        commune, douar = read_place(data["place"], province=province_of(actor_of(request)))
        seal = case if form.level >= NOMINATIVE else None
        address = NewAddress(
            commune, douar, data["line"], data["landmark"], since=data["since"], level=form.level, seal=seal
        )
        today = timezone.localdate()
        return commands.add_address(
            actor=actor_of(request), registration_id=registration_id, address=address, today=today
        )

    return _adding(request, registration_id, form, _("Add an address"), "place", add)


def _back(request: HttpRequest, row: Any, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("people:person", row.registration_id)


@require_POST
@hides_what_is_not_there
def change_phone(request: HttpRequest, phone_id: UUID) -> HttpResponse:
    """What may be done with the number from now on; an answer that is none of those offered changes nothing."""
    actor, form = actor_of(request), ContactForm(request.POST)
    phone = queries.phone(actor=actor, phone_id=phone_id, permission=Permission.PERSON_CORRECT)
    if not form.is_valid():
        messages.error(request, str(labels.PROBLEMS["UNKNOWN"]))
        return redirect("people:person", phone.registration_id)
    commands.change_phone(actor=actor, phone_id=phone_id, contact=form.cleaned_data["contact"])
    return _back(request, phone, _("Changed."))


@require_POST
@hides_what_is_not_there
def end_phone(request: HttpRequest, phone_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    phone = queries.phone(actor=actor, phone_id=phone_id, permission=Permission.PERSON_CORRECT)
    commands.end_phone(actor=actor, phone_id=phone_id, today=timezone.localdate())
    return _back(request, phone, _("This number is no longer in use."))


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def phone_level(request: HttpRequest, phone_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    row = queries.phone(actor=actor, phone_id=phone_id, permission=Permission.PERSON_CORRECT)
    return _level(request, row, commands.set_phone_level, phone_id=phone_id)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def address_level(request: HttpRequest, address_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    row = queries.address(actor=actor, address_id=address_id, permission=Permission.PERSON_CORRECT)
    return _level(request, row, commands.set_address_level, address_id=address_id)


def _level(request: HttpRequest, row: Any, command: Callable[..., None], **which: UUID) -> HttpResponse:
    """Who reads it from now on, and why that changes."""
    case = _case(request, row.registration_id)
    form = LevelForm(request.POST or None, **_seen_by(request, case) | {"level": row.level})
    if request.method == "POST" and form.is_valid():
        seal = case if form.level >= NOMINATIVE else None
        command(actor=actor_of(request), level=form.level, seal=seal, reason=form.cleaned_data["reason"], **which)
        return _back(request, row, _("Changed."))
    own = queries.registration(actor=actor_of(request), registration_id=row.registration_id)
    context = {"form": form, "own": own, "heading": _("Who may read it")}
    return TemplateResponse(request, "people/add.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@hides_what_is_not_there
def see_document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    paper = queries.document(actor=actor, document_id=document_id, permission=Permission.PERSON_CORRECT)
    commands.see_document(actor=actor, document_id=document_id, today=timezone.localdate())
    return _back(request, paper, _("Written down: the paper was seen."))


@require_POST
@hides_what_is_not_there
def end_document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    paper = queries.document(actor=actor, document_id=document_id, permission=Permission.PERSON_CORRECT)
    commands.end_document(actor=actor, document_id=document_id, today=timezone.localdate())
    return _back(request, paper, _("This paper is no longer in use."))

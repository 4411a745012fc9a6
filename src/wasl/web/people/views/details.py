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

from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.people.commands.details import NewAddress, NewDocument, NewPhone
from wasl.web.people import labels
from wasl.web.people.forms import AddressForm, ContactForm, DocumentForm, PhoneForm
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


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def add_phone(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    form = PhoneForm(request.POST or None)

    def add() -> Any:
        phone = NewPhone(form.cleaned_data["number"], form.cleaned_data["contact"], form.cleaned_data["belongs_to"])
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
    form = AddressForm(request.POST or None)

    def add() -> Any:
        data = form.cleaned_data
        commune, douar = read_place(data["place"], province=province_of(actor_of(request)))
        address = NewAddress(commune, douar, data["line"], data["landmark"], since=data["since"])
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

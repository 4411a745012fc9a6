from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.people.commands.details import NewDocument, NewPhone
from wasl.people.commands.registering import SameAs
from wasl.web.drafts.keeping import drop, typed
from wasl.web.people import labels
from wasl.web.people.forms import NewPersonForm, ParticularsForm, initial_of
from wasl.web.people.guards import actor_of, given_id, hides_what_is_not_there
from wasl.web.people.places import province_of
from wasl.web.people.shown import shown_found

#: Name of the draft of a registration; that of a correction ends with the registration's id.
DRAFT = "registration"
#: Fields of several values.
MANY = ("languages",)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def new(request: HttpRequest) -> HttpResponse:
    """A registration; somebody likely already known must be answered first. `next` is where to go on with her."""
    actor = actor_of(request)
    require(actor, Permission.PERSON_CREATE)
    form = NewPersonForm(request.POST or None, initial=_begun(request), province=province_of(actor))
    context: dict[str, Any] = {
        "form": form,
        "draft": DRAFT,
        "next": _next(request),
        "command_id": request.POST.get("command_id"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            made = _register(request, form)
        except commands.BadParticulars as error:
            form.show_problems(error.problems)
        except commands.LikelyKnown as error:
            context["found"] = shown_found(actor, error.found, today=timezone.localdate())
        except queries.HitExpired:
            form.add_error(None, _("This proposal is no longer there: search again."))
        except commands.IdTaken:
            form.add_error(None, _("This form was not received: open a new one and type it again."))
        else:
            drop(request, DRAFT)
            messages.success(request, _("Registered."))
            return redirect(_address_after(request, actor, made.pk))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "people/registration_new.html", context, status=status)


def _register(request: HttpRequest, form: NewPersonForm) -> Any:
    data = form.cleaned_data
    phones = (NewPhone(data["phone"], data["contact"] or "CALL"),) if data["phone"] else ()
    papers: tuple[NewDocument, ...] = ()
    if data["document_type"]:
        papers = (NewDocument(data["document_type"], data["document_number"], data["document_status"] or "DECLARED"),)
    return commands.register_person(
        actor=actor_of(request),
        particulars=form.particulars(),
        now=timezone.now(),
        registration_id=given_id(request.POST.get("command_id")),
        phones=phones,
        documents=papers,
        same_as=_same_as(request.POST.get("same_as", "")),
        none_of_these=data["none_of_these"],
    )


def _same_as(text: str) -> SameAs | None:
    if text.startswith("token:"):
        return SameAs(token=text.removeprefix("token:"))
    registration_id = given_id(text)
    return SameAs(registration_id=registration_id) if registration_id else None


def _begun(request: HttpRequest) -> dict[str, Any]:
    """What was typed and not sent, unless the search box brings a name."""
    return typed(request, DRAFT, many=MANY) | {name: value for name, value in _searched(request).items() if value}


def _searched(request: HttpRequest) -> dict[str, Any]:
    """What the search box held begins the form: its first word as given name, the rest as family name."""
    given, _space, family = request.GET.get("q", "")[:120].replace("\0", "").strip().partition(" ")
    return {"given": given, "family": family.strip()}


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _address_after(request: HttpRequest, actor: Actor, registration_id: UUID) -> str:
    """On to what was begun; else to the household she may be of, where there is one; else to her page."""
    if address := _next(request):
        return f"{address}{'&' if '?' in address else '?'}{urlencode({'who': registration_id})}"
    may_settle = actor.may(Permission.PERSON_CORRECT)
    if may_settle and queries.likely_homes(actor=actor, registration_id=registration_id):
        return reverse("people:household-likely", args=[registration_id])
    return reverse("people:person", args=[registration_id])


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def correct(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id, permission=Permission.PERSON_CORRECT)
    draft = f"correct-{own.pk}"
    initial = initial_of(own.particulars) | typed(request, draft, many=MANY)
    form = ParticularsForm(request.POST or None, initial=initial, province=province_of(actor))
    context: dict[str, Any] = {
        "form": form,
        "draft": draft,
        "own": own,
        "birth": labels.birth_text(own.birth, today=timezone.localdate()),
    }
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            commands.correct_registration(
                actor=actor,
                registration_id=own.pk,
                version=int(version) if version.isdecimal() and len(version) < 9 else 0,
                particulars=form.particulars(),
                now=timezone.now(),
            )
        except commands.BadParticulars as error:
            form.show_problems(error.problems)
        except commands.ChangedMeanwhile:
            text = _("Somebody corrected this meanwhile: open the file beside, then type again what is still right.")
            form.add_error(None, text)
        except commands.NeedsApproval:
            context["needs_approval"] = True
        else:
            drop(request, draft)
            messages.success(request, _("Corrected. What stood before is kept in the history."))
            return redirect("people:person", own.pk)
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "people/correct.html", context, status=status)

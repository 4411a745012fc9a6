from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.people.rules import sought_in_box
from wasl.web.people import labels
from wasl.web.people.forms import JoinForm, MembershipForm
from wasl.web.people.guards import actor_of, given_id, hides_what_is_not_there
from wasl.web.people.shown import shown_homes, shown_persons

CORRECT = Permission.PERSON_CORRECT


@require_POST
@hides_what_is_not_there
def create(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """A household of which she is the head."""
    try:
        commands.create_household(actor=actor_of(request), registration_id=registration_id)
    except commands.AlreadyMember:
        messages.error(request, _("She is already in a household."))
    return redirect("people:person", registration_id)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def add(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Somebody registered at the same unit joins her household."""
    actor, today = actor_of(request), timezone.localdate()
    own = queries.registration(actor=actor, registration_id=registration_id, permission=CORRECT)
    home = queries.home_today(actor=actor, registration_id=own.pk)
    if home is None:
        return redirect("people:person", own.pk)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = given_id(request.POST.get("who"))
        if who is None:
            form.add_error(None, _("Say first who joins: search, then choose."))
        elif _joined(request, form, household_id=home.pk, registration_id=who):
            return redirect("people:person", own.pk)
    text = (request.POST.get("q") or request.GET.get("q") or "")[:120].replace("\0", "")
    found = queries.search(actor=actor, sought=sought_in_box(text), today=today) if text.strip() else None
    rows = [each.registration for each in found.candidates] if found else []
    same_unit = [row for row in rows if row.unit_id == own.unit_id and row.pk != own.pk]
    context: dict[str, Any] = {"own": own, "form": form, "q": text, "people": shown_persons(actor, same_unit)}
    context["chosen"] = request.POST.get("who", "")
    return TemplateResponse(
        request, "people/household_add.html", context, status=422 if request.method == "POST" else 200
    )


def _joined(request: HttpRequest, form: JoinForm, *, household_id: UUID, registration_id: UUID) -> bool:
    data = form.cleaned_data
    try:
        commands.join_household(
            actor=actor_of(request),
            household_id=household_id,
            registration_id=registration_id,
            role=data["role"],
            since=data["since"],
            today=timezone.localdate(),
        )
    except commands.BadDates as error:
        form.add_error("since", str(labels.PROBLEMS[error.code]))
    except commands.AlreadyMember:
        form.add_error(None, _("This person is already in a household: end that first, on her own page."))
    else:
        messages.success(request, _("Added to the household."))
        return True
    return False


@require_GET
@hides_what_is_not_there
def likely(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Where somebody just registered leads: those she may live with."""
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id, permission=CORRECT)
    context = {"own": own, "homes": shown_homes(actor, queries.likely_homes(actor=actor, registration_id=own.pk))}
    return TemplateResponse(request, "people/household_likely.html", context)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def settle(request: HttpRequest, registration_id: UUID, other_id: UUID) -> HttpResponse:
    """She lives with somebody who was proposed: as what, and since when."""
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id, permission=CORRECT)
    other = queries.registration(actor=actor, registration_id=other_id, permission=CORRECT)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _settled(request, form, own.pk, other.pk):
        return redirect("people:person", own.pk)
    context = {"form": form, "own": own, "other": other}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "people/household_settle.html", context, status=status)


def _settled(request: HttpRequest, form: JoinForm, registration_id: UUID, with_id: UUID) -> bool:
    data = form.cleaned_data
    try:
        commands.settle_with(
            actor=actor_of(request),
            registration_id=registration_id,
            with_id=with_id,
            role=data["role"],
            since=data["since"],
            today=timezone.localdate(),
        )
    except commands.BadDates as error:
        form.add_error("since", str(labels.PROBLEMS[error.code]))
    except (commands.NotProposed, commands.AlreadyMember):
        form.add_error(None, _("This household is not proposed any more: open her page again."))
    else:
        messages.success(request, _("Added to the household."))
        return True
    return False


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def change(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Her place in the household, and from when to when."""
    actor = actor_of(request)
    row = queries.membership(actor=actor, membership_id=membership_id, permission=CORRECT)
    form = MembershipForm(request.POST or None, initial={"role": row.role, "since": row.since, "until": row.until})
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_membership(
                actor=actor, membership_id=row.pk, today=timezone.localdate(), **form.cleaned_data
            )
        except commands.BadDates as error:
            form.add_error("until", str(labels.PROBLEMS[error.code]))
        else:
            messages.success(request, _("Changed."))
            return redirect("people:person", row.registration_id)
    context = {"form": form, "own": row.registration, "heading": _("Place in the household")}
    return TemplateResponse(request, "people/add.html", context, status=422 if request.method == "POST" else 200)

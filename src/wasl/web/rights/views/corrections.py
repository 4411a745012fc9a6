"""A correction is asked for, waits, and is decided by another agent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.people import queries as people
from wasl.people.commands import BadParticulars
from wasl.rights import commands, queries
from wasl.rights.commands import CannotCorrect
from wasl.web.papers import language_of, to_paper
from wasl.web.people.forms import initial_of
from wasl.web.people.guards import actor_of, given_id, hides_what_is_not_there
from wasl.web.people.places import province_of
from wasl.web.rights import shown
from wasl.web.rights.forms import CorrectionForm, RefusalForm
from wasl.web.rights.words import CORRECTION_FAULTS


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What agents of one's territory asked for, the first due first."""
    actor = actor_of(request)
    rows = queries.corrections_waiting(actor=actor)
    context = {"rows": shown.waiting_corrections(actor, list(rows), today=timezone.localdate())}
    return TemplateResponse(request, "rights/corrections.html", context)


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def ask(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """The file as it should read; the fields that differ are what is asked."""
    actor = actor_of(request)
    own = people.registration(actor=actor, registration_id=registration_id, permission=Permission.CORRECTION_ASK)
    initial = initial_of(own.particulars) | {"asker": "PERSON"}
    form = CorrectionForm(request.POST or None, initial=initial, province=province_of(actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.ask_correction(
                actor=actor,
                request_id=given_id(request.POST.get("command_id")) or new_id(),
                registration_id=own.pk,
                particulars=form.particulars(),
                asker=form.cleaned_data["asker"],
                evidence=form.cleaned_data["evidence"],
                words=form.cleaned_data["note"],
                now=timezone.now(),
            )
        except BadParticulars as error:
            form.show_problems(error.problems)
        except CannotCorrect as refusal:
            form.add_error(None, CORRECTION_FAULTS[refusal.fault])
        else:
            messages.success(request, _("Asked. Print the receipt: it says by when there is an answer."))
            return redirect("rights:correction", made.pk)
    context = {"own": own, "form": form}
    return TemplateResponse(request, "rights/correction_new.html", context, status=422 if form.errors else 200)


@require_GET
@hides_what_is_not_there
def correction(request: HttpRequest, request_id: UUID) -> HttpResponse:
    return _page(request, request_id)


def _page(request: HttpRequest, request_id: UUID, *, fault: Any = "") -> HttpResponse:
    actor = actor_of(request)
    row = queries.correction(actor=actor, request_id=request_id)
    own = people.registration(actor=actor, registration_id=row.registration_id)
    context = {
        "own": own,
        "row": shown.correction(row, own, today=timezone.localdate()),
        "form": RefusalForm(),
        "fault": fault,
        "may_decide": row.state == "ASKED" and actor.may(Permission.CORRECTION_DECIDE),
        "is_mine": row.asked_by == actor.account_id,
        "may_print": actor.may(Permission.CORRECTION_ASK),
    }
    return TemplateResponse(request, "rights/correction.html", context, status=422 if fault else 200)


@require_POST
@hides_what_is_not_there
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Correct, or refuse with a reason."""
    actor, version = actor_of(request), request.POST.get("version", "")
    try:
        if request.POST.get("answer") == "apply":
            commands.apply_correction(
                actor=actor,
                request_id=request_id,
                version=int(version) if version.isdecimal() and len(version) < 9 else 0,
                now=timezone.now(),
            )
            messages.success(request, _("Corrected. What stood before is kept in the history."))
        else:
            form = RefusalForm(request.POST)
            given = form.cleaned_data if form.is_valid() else {"reason": "", "words": ""}
            commands.refuse_correction(actor=actor, request_id=request_id, now=timezone.now(), **given)
            messages.success(request, _("Refused. The reason stands with the request."))
    except CannotCorrect as refusal:
        return _page(request, request_id, fault=CORRECTION_FAULTS[refusal.fault])
    except BadParticulars:
        return _page(request, request_id, fault=_("What is asked is no longer possible: refuse it, and ask anew."))
    return redirect("rights:correction", request_id)


@require_POST
@hides_what_is_not_there
def receipt(request: HttpRequest, request_id: UUID) -> HttpResponse:
    made = commands.issue_receipt(
        actor=actor_of(request), request_id=request_id, lang=language_of(request), now=timezone.now()
    )
    return to_paper(request, made)

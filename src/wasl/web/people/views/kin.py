from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wasl.core.permissions import Permission
from wasl.people import commands, queries
from wasl.people.rules import Apart
from wasl.web.people import labels
from wasl.web.people.forms import KinForm
from wasl.web.people.guards import actor_of, hides_what_is_not_there

CORRECT = Permission.PERSON_CORRECT


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def declare(request: HttpRequest, registration_id: UUID, other_id: UUID) -> HttpResponse:
    """Two of one household said to be twins, or brother and sister: never one person."""
    actor = actor_of(request)
    own = queries.registration(actor=actor, registration_id=registration_id, permission=CORRECT)
    other = queries.registration(actor=actor, registration_id=other_id, permission=CORRECT)
    form = KinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.declare_kin(
                actor=actor, registration_id=own.pk, other_id=other.pk, kind=Apart(form.cleaned_data["kind"])
            )
        except commands.CannotBeKin as error:
            form.add_error(None, str(labels.NO_KIN[error.code]))
        else:
            messages.success(request, _("Written down: nothing will take them for one person."))
            return redirect("people:person", own.pk)
    context = {"form": form, "own": own, "other": other}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "people/kin.html", context, status=status)


@require_POST
@hides_what_is_not_there
def end(request: HttpRequest, registration_id: UUID, other_id: UUID) -> HttpResponse:
    try:
        commands.end_kin(actor=actor_of(request), registration_id=registration_id, other_id=other_id)
    except commands.NoSuchKin:
        messages.error(request, _("This was taken back already."))
    else:
        messages.success(request, _("Taken back: what was declared stays in the journal."))
    return redirect("people:person", registration_id)

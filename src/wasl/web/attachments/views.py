"""Files of a dossier, a person or a letter: attached, handed out, withdrawn."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands import filing
from wasl.assistance.queries.filing import Filed, filed_under_case, filed_under_person, place_of_file
from wasl.assistance.queries.names import agents
from wasl.catalogue.queries import parameter
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission as P
from wasl.documents.commands import attachments as commands
from wasl.documents.commands.register import CannotEnter
from wasl.documents.intake import CannotTake
from wasl.documents.queries.attachments import attachment_of
from wasl.network.letterhead import issuing_unit
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.attachments.forms import UploadForm, WithdrawForm
from wasl.web.attachments.words import WITHDRAWALS, not_taken
from wasl.web.bureau.forms import MailForm
from wasl.web.bureau.words import DIRECTIONS, FAULTS
from wasl.web.letters.words import STATES

#: A file is data to save, never a page to show: neither script, nor frame, nor another guess of what it is.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_http_methods(["GET", "POST"])
@needs(P.ATTACHMENT_READ)
@hidden_is_missing
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is filed under a dossier: files, and lines of the registers."""
    actor = request.actor  # type: ignore[attr-defined]

    def take(**given: Any) -> None:
        filing.attach_to_case(actor=actor, case_id=case_id, **given)

    form, done = _sent(request, take)
    if done:
        return redirect("attachments:case", case_id)
    filed = filed_under_case(actor=actor, case_id=case_id)
    return _page(request, form, filed, {"case_id": case_id})


@require_http_methods(["GET", "POST"])
@needs(P.ATTACHMENT_READ)
@hidden_is_missing
def person(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Files of a person herself, whatever her dossiers."""
    actor = request.actor  # type: ignore[attr-defined]

    def take(**given: Any) -> None:
        filing.attach_to_person(actor=actor, registration_id=registration_id, **given)

    form, done = _sent(request, take)
    if done:
        return redirect("attachments:person", registration_id)
    filed = filed_under_person(actor=actor, registration_id=registration_id)
    return _page(request, form, filed, {"registration_id": registration_id})


def _sent(request: HttpRequest, take: Callable[..., None]) -> tuple[UploadForm | None, bool]:
    """(the form, whether a file was attached); no form for who may only read."""
    if not request.actor.may(P.ATTACHMENT_ADD):  # type: ignore[attr-defined]
        if request.method == "POST":
            raise NotAllowed(P.ATTACHMENT_ADD, "may read files only")
        return None, False
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return form, False
    try:
        take(now=timezone.now(), attachment_id=command_id(request), file=form.as_file())
    except CannotTake as refusal:
        form.add_error("file", not_taken(refusal))
    except commands.CannotAttach:
        form.add_error(None, _("This form was already sent with another file: open the page again."))
    else:
        messages.success(request, _("Attached."))
        return form, True
    return form, False


def _page(request: HttpRequest, form: UploadForm | None, filed: Filed, about: dict[str, Any]) -> HttpResponse:
    context = about | {
        "form": form, "files": filed.files, "lines": filed.lines, "letters": filed.letters, "states": STATES,
        "withdrawals": WITHDRAWALS,
        "people": agents([one.added_by for one in filed.files]), "withdraw_form": WithdrawForm(auto_id=False),
        "most": parameter("attachment.most_megabytes", on=timezone.localdate()),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "attachments/page.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(P.REGISTER_WRITE)
@hidden_is_missing
def case_line(request: HttpRequest, case_id: UUID, direction: str) -> HttpResponse:
    """A letter about the dossier, entered in the register of one's unit at the level of the dossier."""
    if direction not in DIRECTIONS:
        raise Http404
    actor, way = request.actor, DIRECTIONS[direction]  # type: ignore[attr-defined]
    filed_under_case(actor=actor, case_id=case_id)
    form = MailForm(request.POST or None, direction=way, has_level=False)
    if request.method == "POST" and form.is_valid():
        try:
            made = filing.enter_for_case(
                actor=actor, now=timezone.now(), line_id=command_id(request), case_id=case_id, direction=way,
                mail=form.mail(),
            )  # fmt: skip
        except CannotEnter as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Entered under number %(number)s.") % {"number": made.number_in_print})
            return redirect("bureau:line", made.pk)
    context = {"form": form, "way": way, "case_id": case_id}
    return TemplateResponse(request, "attachments/case_line.html", context, status=422 if form.errors else 200)


@require_POST
@needs(P.ATTACHMENT_ADD)
@hidden_is_missing
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """A scan of the letter that a line of the register is about."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]

    def take(**given: Any) -> None:
        commands.attach_to_line(
            actor=actor, line_id=line_id, unit=issuing_unit(request.posting.unit, on=today),  # type: ignore[attr-defined]
            most_bytes=parameter("attachment.most_megabytes", on=today) * 1_000_000, **given,
        )  # fmt: skip

    form, done = _sent(request, take)
    for problems in form.errors.values() if form is not None and not done else ():
        messages.error(request, " ".join(map(str, problems)))
    return redirect("bureau:line", line_id)


@never_cache
@require_GET
@needs(P.ATTACHMENT_READ)
@hidden_is_missing
def hand_out(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """The file itself, to save: both walls stand around it, and each opening is journalled."""
    found = commands.open_attachment(actor=request.actor, attachment_id=attachment_id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.media, headers=HEADERS)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    return response


@require_POST
@needs(P.ATTACHMENT_ADD)
@hidden_is_missing
def withdraw(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """It is no longer handed out; the page still says that it was there."""
    actor = request.actor  # type: ignore[attr-defined]
    row = attachment_of(actor=actor, attachment_id=attachment_id)
    if row is None:
        raise Http404
    form = WithdrawForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        commands.withdraw_attachment(actor=actor, now=timezone.now(), attachment_id=attachment_id, reason=reason)
    except commands.CannotAttach:
        messages.error(request, _("Choose why the file is withdrawn."))
    except commands.AlreadyWithdrawn:
        messages.error(request, _("Somebody withdrew this file before."))
    else:
        messages.success(request, _("Withdrawn: nobody opens it any more."))
    if row.entry_id:
        return redirect("bureau:line", row.entry_id)
    place = place_of_file(actor=actor, attachment_id=attachment_id)
    if place.case_id:
        return redirect("attachments:case", place.case_id)
    return redirect("attachments:person", place.registration_id)

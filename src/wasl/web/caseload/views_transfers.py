"""A dossier goes to another centre: proposed, decided by the delegate, answered by the other side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance import queries as assistance
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.transfers import (
    decide_transfer,
    propose_transfer,
    refuse_transfer,
    take_over,
    withdraw_transfer,
)
from wasl.assistance.queries import transfers as queries
from wasl.assistance.rules import Fault
from wasl.core.actor import NOMINATIVE
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS
from wasl.web.caseload.forms import AnswerForm, ProposeForm
from wasl.web.caseload.views import shown


@require_GET
@needs(P.CASE_READ)
def transfers(request: HttpRequest) -> HttpResponse:
    rows = queries.transfers(actor=request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    return shown(request, "transfers", "transfers", rows=rows)


@require_http_methods(["GET", "POST"])
@needs(P.CASE_READ)
@hidden_is_missing
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """One proposal: the delegate decides, the other centre answers, the first one may take it back."""
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    row: Any = queries.transfer_of(actor=actor, transfer_id=transfer_id, on=today)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case_id = _answered(request, row, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Saved."))
            return redirect("assistance:case", case_id) if case_id else redirect("caseload:transfers")
    return shown(
        request, "transfer", "transfers", row=row, form=form, status=422 if form.errors else 200,
        may_decide=row.state == "proposed" and row.is_sender and actor.may(P.CASE_TRANSFER),
        may_answer=row.state == "allowed" and row.is_receiver and actor.may(P.CASE_OPEN),
        may_withdraw=row.state in {"proposed", "allowed"} and row.is_sender and actor.may(P.CASE_OPEN),
    )  # fmt: skip


def _answered(request: HttpRequest, row: Any, reason: str) -> UUID | None:
    """The id of the dossier once it is here."""
    given: dict[str, Any] = {"actor": request.actor, "now": timezone.now(), "transfer_id": row.pk}  # type: ignore[attr-defined]
    match request.POST.get("do"):
        case "allow":
            decide_transfer(**given, allows=True)
        case "forbid":
            decide_transfer(**given, allows=False, reason=reason)
        case "withdraw":
            withdraw_transfer(**given)
        case "take":
            return take_over(**given).pk
        case _:
            refuse_transfer(**given, reason=reason)
    return None


@require_http_methods(["GET", "POST"])
@needs(P.CASE_OPEN)
@hidden_is_missing
def propose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()  # type: ignore[attr-defined]
    about = assistance.subject_of(actor=actor, case_id=case_id)
    found = assistance.targets(actor=actor, on=today, limit=60)
    targets = [(str(pk), (arabic if get_language() == "ar" else french) or french) for pk, french, arabic in found]
    unit_id = _unit(request)
    takers = []
    if unit_id is not None and about.level >= NOMINATIVE:
        takers = [
            (str(pk), name) for pk, name, _role in assistance.receivers_of(actor=actor, unit_id=unit_id, on=today)
        ]
    form = ProposeForm(request.POST or None, targets=targets, takers=takers)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(request, case_id, unit_id, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Proposed: the delegate decides, then the other centre answers."))
            return redirect("caseload:transfers")
    return shown(request, "propose", "transfers", form=form, about=about, status=422 if form.errors else 200)


def _unit(request: HttpRequest) -> UUID | None:
    """The centre chosen in the list, or that of the code typed."""
    try:
        return UUID(request.POST.get("to_unit", ""))
    except ValueError:
        unit = queries.centre_with_code(actor=request.actor, code=request.POST.get("code", "").replace("\0", ""))  # type: ignore[attr-defined]
        return unit.pk if unit else None


def _propose(request: HttpRequest, case_id: UUID, unit_id: UUID | None, given: dict[str, Any]) -> None:
    if unit_id is None:
        raise Refused(Fault.NOT_A_CENTRE)
    takes = given.get("takes")
    propose_transfer(
        actor=request.actor, now=timezone.now(), transfer_id=command_id(request), case_id=case_id,  # type: ignore[attr-defined]
        to_unit_id=unit_id, reason=given["reason"], words=given["words"], takes_id=UUID(takes) if takes else None,
    )  # fmt: skip

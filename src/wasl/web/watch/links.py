"""Handing a bulletin, a data set or a signal to a partner who has no account: an address, and a code told apart."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance.queries.links import current_code, state_of
from wasl.assistance.rules.links import LinkState
from wasl.core.authority import require
from wasl.documents.papers.square import qr
from wasl.watch.commands.partner_links import (
    SENDS,
    CannotLink,
    MadePartnerLink,
    end_partner_link,
    make_partner_link,
    renew_partner_code,
    send_partner_link,
)
from wasl.watch.queries.partner_links import Behind, behind, links_to, telling_of, thing_of
from wasl.watch.rules.partner_links import Handed
from wasl.web.assistance.guards import hidden_is_missing
from wasl.web.requests import Request
from wasl.web.watch.forms import LinkForm
from wasl.web.watch.words import LINK_FAULTS, LINK_STATES, LINK_TOLD

BACK = {
    Handed.BULLETIN: ("watch:bulletin", True), Handed.DATASET: ("watch:datasets", False),
    Handed.SIGNAL: ("field_signals:dispatch", True),
}  # fmt: skip


def _kind(request: Request, kind: str) -> Handed:
    if kind not in set(Handed):
        raise Http404
    require(request.actor, SENDS[Handed(kind)])
    return Handed(kind)


@never_cache
@require_http_methods(["GET", "POST"])
@hidden_is_missing
def links(request: Request, kind: str, subject_id: UUID) -> HttpResponse:
    """Links there are to one thing, and a new one; a new address is shown in this answer and never again."""
    handed = _kind(request, kind)
    found = behind(
        thing_of(actor=request.actor, kind=handed, subject_id=subject_id), today=timezone.localdate()
    )  # fmt: skip
    form = LinkForm(request.POST or None, asks_partner=not found.partner)
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, handed, subject_id, form.cleaned_data)
        except CannotLink as refusal:
            form.add_error(None, LINK_FAULTS[refusal.fault])
    context = _context(request, handed, subject_id, found) | {"form": form}
    return TemplateResponse(request, "watch/links.html", context, status=422 if form.errors else 200)


def _made(request: Request, kind: Handed, subject_id: UUID, given: dict[str, Any]) -> HttpResponse:
    made = make_partner_link(
        actor=request.actor, now=timezone.now(), kind=kind, subject_id=subject_id, partner=given.get("partner", ""),
        lang=given["lang"],
    )  # fmt: skip
    address = settings.PUBLIC_ADDRESS + reverse("partner_pages:link", args=[made.secret])
    is_sent = _send(request, made, address, given["number"])
    # The square is drawn here from our own address: nothing in it was typed by anybody.
    context = {
        "address": address, "square": mark_safe(qr(address, module=5, margin=2)),  # noqa: S308
        "made": made, "is_sent": is_sent, "list": reverse("watch:links", args=[kind, subject_id]),
    }  # fmt: skip
    return TemplateResponse(request, "watch/link_made.html", context)


def _send(request: Request, made: MadePartnerLink, address: str, number: str) -> bool:
    if not number:
        return False
    try:
        send_partner_link(actor=request.actor, now=timezone.now(), made=made, address=address, number=number)
    except CannotLink as refusal:
        messages.error(request, LINK_FAULTS[refusal.fault])
        return False
    return True


def _context(request: Request, kind: Handed, subject_id: UUID, found: Behind) -> dict[str, Any]:
    view, takes_id = BACK[kind]
    now = timezone.now()
    rows = list(links_to(actor=request.actor, kind=kind, subject_id=subject_id)[:50])
    told = telling_of(actor=request.actor, kind=kind, link_ids=[row.pk for row in rows])
    return {
        "kind": kind.value, "subject_id": subject_id, "partner": found.partner, "is_ready": found.is_ready,
        "back": reverse(view, args=[subject_id] if takes_id else []),
        "rows": [
            {
                "row": row, "state": LINK_STATES[state], "is_open": state == LinkState.OPEN,
                "code": current_code(row) if state == LinkState.OPEN else "",
                "may_renew": row.revoked_at is None and not found.is_over, "told": LINK_TOLD.get(told.get(row.pk, "")),
            }
            for row in rows
            for state in [state_of(row, now=now, is_over=found.is_over)]
        ],
    }  # fmt: skip


@require_POST
@hidden_is_missing
def change(request: Request, kind: str, subject_id: UUID, link_id: UUID) -> HttpResponse:
    """A new code, or the end of a link."""
    handed = _kind(request, kind)
    given: dict[str, Any] = {
        "actor": request.actor, "now": timezone.now(), "kind": handed, "subject_id": subject_id, "link_id": link_id,
    }  # fmt: skip
    thing_of(actor=request.actor, kind=handed, subject_id=subject_id)
    try:
        if request.POST.get("do") == "code":
            renew_partner_code(**given)
            messages.success(request, _("A new code is good from now on: tell it by telephone."))
        elif request.POST.get("do") == "end":
            end_partner_link(**given)
            messages.success(request, _("The link opens nothing more."))
    except CannotLink as refusal:
        messages.error(request, LINK_FAULTS[refusal.fault])
    return redirect("watch:links", kind, subject_id)

"""The sender's side of answering without an account."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.queries.orientations import visible
from wasl.core.permissions import Permission as P
from wasl.documents.papers.square import qr
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.assistance.messages import FAULTS


@never_cache
@require_POST
@needs(P.ORIENTATION_SEND)
@hidden_is_missing
def link(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    """Makes a link, renews its code, or ends it. A new link is shown in this answer and never again."""
    do = request.POST.get("do", "")
    visible(request.actor).get(pk=orientation_id)  # type: ignore[attr-defined]
    asked = {"actor": request.actor, "now": timezone.now(), "orientation_id": orientation_id}  # type: ignore[attr-defined]
    try:
        if do in {"fr", "ar"}:
            return _made(request, commands.make_link(**asked, lang=do), orientation_id)
        if do == "code":
            commands.new_link_code(**asked)
            messages.success(request, _("A new code is good from now on: tell it by telephone."))
        elif do == "end":
            commands.end_link(**asked)
            messages.success(request, _("The link opens nothing more."))
    except Refused as refusal:
        messages.error(request, FAULTS[refusal.fault])
    return redirect("assistance:orientation", orientation_id)


def _made(request: HttpRequest, made: commands.MadeLink, orientation_id: UUID) -> HttpResponse:
    address = settings.PUBLIC_ADDRESS + reverse("answers:link", args=[made.secret])
    # The square is drawn here from our own address: nothing in it was typed by anybody.
    context = {
        "address": address, "square": mark_safe(qr(address, module=5, margin=2)),  # noqa: S308
        "code": made.code, "until": made.link.until_at, "orientation_id": orientation_id,
    }  # fmt: skip
    return TemplateResponse(request, "assistance/link_made.html", context)

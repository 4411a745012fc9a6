"""Emergency openings, looked at afterwards by whoever answers for the team."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wasl.assistance.commands.glass import CannotBreakGlass, review_glass
from wasl.assistance.queries.glass import glass_to_review
from wasl.assistance.rules.glass import GlassReason
from wasl.catalogue.queries import parameter
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.glass.forms import REASONS
from wasl.web.glass.messages import FAULTS
from wasl.web.readers.forms import ReviewForm
from wasl.web.readers.words import FOLLOWS, GLASS_VERDICTS
from wasl.web.requests import Request


@require_GET
@needs(P.GLASS_REVIEW)
def reviews(request: Request) -> HttpResponse:
    days = timedelta(days=parameter("glass.review_days", on=timezone.localdate()))
    rows: list[Any] = list(glass_to_review(actor=request.actor)[:100])
    shown = [
        {
            "row": row, "reason": REASONS[GlassReason(row.reason)], "due_at": row.confirmed_at + days,
            "is_late": row.reviewed_at is None and row.confirmed_at + days < timezone.now(),
            "is_party": request.actor.account_id in {row.recorded_by_id, row.confirmed_by_id},
            "verdict": GLASS_VERDICTS.get(row.verdict, ""), "follows": FOLLOWS.get(row.follows, ""),
        }
        for row in rows
    ]  # fmt: skip
    return TemplateResponse(request, "readers/reviews.html", {"rows": shown, "form": ReviewForm()})


@require_POST
@needs(P.GLASS_REVIEW)
@hidden_is_missing
def review(request: Request, request_id: UUID) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("verdict", "follows")}
    try:
        review_glass(actor=request.actor, now=timezone.now(), request_id=request_id, **given)
        messages.success(request, _("Saved."))
    except CannotBreakGlass as error:
        messages.error(request, FAULTS[error.fault])
    return redirect("readers:reviews")

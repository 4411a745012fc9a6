"""Papers issued at the counter; each is archived and opened at its own address."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from wasl.assistance import commands
from wasl.core.permissions import Permission as P
from wasl.documents.commands import SayWhy
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.papers import language_of, to_paper
from wasl.web.readers.forms import WhyForm


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def slip(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    return printed_for_a_reason(request, commands.issue_slip, reception_id=reception_id)


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def letter(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    return printed_for_a_reason(request, commands.issue_letter, orientation_id=orientation_id)


def printed_for_a_reason(request: HttpRequest, command: Callable[..., Any], **about: Any) -> HttpResponse:
    """Issues the paper and leads to it; of a nominative file, asks first why. Other papers of a file use it too."""
    form = WhyForm(request.POST if "why" in request.POST else None)
    why = form.cleaned_data["why"] if form.is_bound and form.is_valid() else ""
    lang = language_of(request)
    try:
        made = command(actor=request.actor, now=timezone.now(), lang=lang, why=why, **about)  # type: ignore[attr-defined]
    except SayWhy:
        context = {"form": form, "lang": lang}
        return TemplateResponse(request, "readers/why.html", context, status=422 if form.errors else 200)
    return to_paper(request, made)

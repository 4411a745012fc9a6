"""Papers issued at the counter; each is archived and opened at its own address."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from wasl.assistance import commands
from wasl.assistance.commands.papers import SayWhy
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.printed import language
from wasl.web.readers.forms import WhyForm

LANGUAGES = ("fr", "ar")


def _language(request: HttpRequest) -> str:
    """That of the person who leaves with the paper, else that of the screen."""
    wanted = request.POST.get("lang", "")
    return wanted if wanted in LANGUAGES else language()


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
    lang = _language(request)
    try:
        made = command(actor=request.actor, now=timezone.now(), lang=lang, why=why, **about)  # type: ignore[attr-defined]
    except SayWhy:
        context = {"form": form, "lang": lang}
        return TemplateResponse(request, "readers/why.html", context, status=422 if form.errors else 200)
    return redirect("documents:paper", made.pk)

"""Papers issued at the counter; each is archived and opened at its own address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from wasl.assistance import commands
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.printed import language

LANGUAGES = ("fr", "ar")


def _language(request: HttpRequest) -> str:
    """That of the person who leaves with the paper, else that of the screen."""
    wanted = request.POST.get("lang", "")
    return wanted if wanted in LANGUAGES else language()


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def slip(request: HttpRequest, reception_id: UUID) -> HttpResponse:
    made = commands.issue_slip(
        actor=request.actor, now=timezone.now(), reception_id=reception_id, lang=_language(request)  # type: ignore[attr-defined]
    )  # fmt: skip
    return redirect("documents:paper", made.pk)


@require_POST
@needs(P.DOCUMENT_ISSUE)
@hidden_is_missing
def letter(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    made = commands.issue_letter(
        actor=request.actor, now=timezone.now(), orientation_id=orientation_id, lang=_language(request)  # type: ignore[attr-defined]
    )  # fmt: skip
    return redirect("documents:paper", made.pk)

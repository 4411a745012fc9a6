"""How a PDF leaves: shown in the browser, kept by none of its caches; of a nominative file, for a reason only."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wasl.documents.rules.printing import asks_why
from wasl.web.printed import language

LANGUAGES = ("fr", "ar")


def pdf_answer(content: bytes, *, name: str = "document") -> HttpResponse:
    """Shown, not saved; `name` is what it is called once saved, so it says nothing of what it holds."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def to_paper(request: HttpRequest, made: Any) -> HttpResponse:
    """Leads to a paper that was just issued; the reason it was printed for goes along, so that it is asked once."""
    return redirect("documents:paper", made.pk, preserve_request=asks_why(made.level) and "why" in request.POST)


def language_of(request: HttpRequest) -> str:
    """Of the paper: that of the person who leaves with it, else that of the screen."""
    wanted = request.POST.get("lang", "")
    return wanted if wanted in LANGUAGES else language()

"""A paper to print, and the one page that tells anybody whether a paper is genuine."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from wasl.documents.commands import open_document
from wasl.documents.queries import verified
from wasl.web.documents.forms import CodeForm


@login_not_required
@never_cache
@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for the code, and answers genuine with number and day, or not genuine: never what the paper is about."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    return _answer(request, form, form.cleaned_data["code"] if form.is_valid() else None)


@login_not_required
@never_cache
@require_GET
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Where the square on a paper leads."""
    return _answer(request, CodeForm({"code": code}), code)


def _answer(request: HttpRequest, form: CodeForm, code: str | None) -> HttpResponse:
    context = {"form": form, "is_asked": code is not None, "found": None, "is_late": False}
    status = 422 if form.errors else 200
    if code is not None:
        # The library's public function lets every GET pass.
        if ratelimit.consume(request, app="allauth.account", action="verify", limit_get=True) is not None:
            context["found"] = verified(typed=code)
        else:
            context["is_late"], status = True, 429
    return TemplateResponse(request, "documents/verify.html", context, status=status)


@never_cache
@require_GET
def paper(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The archived PDF, shown in the browser; a sensitive one leaves a line in the journal."""
    document = open_document(actor=request.actor, document_id=document_id)  # type: ignore[attr-defined]
    if document is None:
        raise Http404
    response = HttpResponse(bytes(document.pdf or b""), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{document.number_in_print}.pdf"'
    return response

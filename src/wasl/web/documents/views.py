"""A paper to print, and the one page that tells anybody whether a paper is genuine."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wasl.documents.commands import SayWhy, copy_document, open_document
from wasl.documents.queries import verified
from wasl.web.documents.forms import CodeForm
from wasl.web.papers import pdf_answer
from wasl.web.readers.forms import WhyForm
from wasl.web.requests import Request


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
@require_http_methods(["GET", "POST"])
def paper(request: Request, document_id: UUID) -> HttpResponse:
    """The archived PDF, shown in the browser; of a nominative file a copy that bears whose it is, and only for a
    reason."""
    try:
        document = open_document(actor=request.actor, document_id=document_id)
    except SayWhy:
        return _copy(request, document_id)
    if document is None:
        raise Http404
    return pdf_answer(bytes(document.pdf or b""), name=document.number_in_print)


def _copy(request: Request, document_id: UUID) -> HttpResponse:
    form = WhyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return TemplateResponse(request, "readers/why.html", {"form": form}, status=422 if form.errors else 200)
    document = copy_document(
        actor=request.actor, document_id=document_id, why=form.cleaned_data["why"],
        who=request.posting.account.staff_number, now=timezone.now(),
    )  # fmt: skip
    if document is None:
        raise Http404
    return pdf_answer(bytes(document.pdf or b""), name=document.number_in_print)

"""What a partner without an account sees behind a link: a bulletin, a data set, or a signal to answer."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance.rules.links import SECRET_LENGTH, CodeSaid
from wasl.catalogue.queries import names_of_reasons
from wasl.watch.commands.partner_pages import (
    PartnerPage,
    answer_by_partner_link,
    ask_for_partner_link,
    look_at_partner_link,
    open_partner_link,
    refuse_partner_link,
    take_by_partner_link,
)
from wasl.watch.rules.partner_links import Handed
from wasl.web.answers.frame import discreet, framed, is_too_often, typed
from wasl.web.papers import pdf_answer
from wasl.web.partner_pages.shown import shown
from wasl.web.partner_pages.words import ANSWERS


@discreet
@require_GET
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Before any code. Opening it changes nothing: a messenger's preview may do it."""
    if is_too_often(request):
        return _show(request, PartnerPage(), is_late=True, status=429)
    page = look_at_partner_link(secret=secret[:SECRET_LENGTH], now=timezone.now())
    return _show(request, page, secret=secret, status=404 if page.state is None else 200)


@discreet
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Every form of the page comes here; `do` says what is asked."""
    if request.method == "GET":
        return _show(request, PartnerPage(), is_bare=True)
    if is_too_often(request):
        return _show(request, PartnerPage(), is_late=True, status=429)
    secret, code = typed(request)
    do = request.POST.get("do", "")
    if do.startswith("take"):
        return _taken(request, secret, code, do)
    page = _done(request, secret, code, do)
    return _show(request, page, secret=secret, code=code, status=_status(page))


def _done(request: HttpRequest, secret: str, code: str, do: str) -> PartnerPage:
    now = timezone.now()
    match do:
        case "ask":
            return ask_for_partner_link(secret=secret, now=now)
        case "refuse":
            return refuse_partner_link(secret=secret, now=now)
        case "answer":
            answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
            return answer_by_partner_link(secret=secret, code=code, now=now, answer=answer, reason=reason)
    if code:
        return open_partner_link(secret=secret, code=code, now=now)
    return look_at_partner_link(secret=secret, now=now)


def _taken(request: HttpRequest, secret: str, code: str, do: str) -> HttpResponse:
    lang = "ar" if do == "take_ar" else "fr"
    page, content = take_by_partner_link(secret=secret, code=code, now=timezone.now(), lang=lang)
    if not content:
        return _show(request, page, secret=secret, code=code, status=_status(page))
    if page.kind == Handed.DATASET:
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="veille.csv"'
        return answer
    return pdf_answer(content, name="bulletin")


def _status(page: PartnerPage) -> int:
    if page.state is None:
        return 404
    return 422 if page.said in {CodeSaid.WRONG, CodeSaid.SPENT} or page.needs_reason else 200


def _show(
    request: HttpRequest, page: PartnerPage, *, secret: str = "", code: str = "", status: int = 200,
    is_late: bool = False, is_bare: bool = False,
) -> HttpResponse:  # fmt: skip
    context = framed(request, page) | {
        "secret": secret, "code": code, "is_late": is_late, "is_bare": is_bare,
        "shown": shown(page) if page.sheet else None, "reasons": names_of_reasons(),
        "answers": list(ANSWERS.items()),
    }  # fmt: skip
    return TemplateResponse(request, "partner_pages/page.html", context, status=status)

"""The page behind an account-less link to an orientation."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance import commands
from wasl.assistance.commands.answers import LinkPage
from wasl.assistance.rules.links import SECRET_LENGTH, CodeSaid
from wasl.catalogue.queries import names_of_reasons, names_of_services
from wasl.web.answers.forms import ANSWERS, ReplyForm
from wasl.web.answers.frame import discreet, framed, is_too_often, typed
from wasl.web.assistance.forms import SHARED_LABELS
from wasl.web.assistance.messages import FAULTS

#: Boxes of the form that are written by hand in the template.
TYPED = ("appointment_on_day", "appointment_on_month", "appointment_on_year", "appointment_at")


@discreet
@require_GET
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """What stands behind the link, before any code. Opening it changes nothing: a messenger's preview may do it."""
    if is_too_often(request):
        return _show(request, LinkPage(), is_late=True, status=429)
    page = commands.look_at_link(secret=secret[:SECRET_LENGTH], now=timezone.now())
    return _show(request, page, secret=secret, status=404 if page.state is None else 200)


@discreet
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Every form of the page comes here; `do` says what is asked. Without a form: how to come back."""
    if request.method == "GET":
        return _show(request, LinkPage(), is_bare=True)
    if is_too_often(request):
        return _show(request, LinkPage(), is_late=True, status=429)
    secret, code = typed(request)
    form, page = ReplyForm(), _done(request, secret, code)
    if page is None:
        form = ReplyForm(request.POST)
        page = _replied(form, secret, code)
    return _show(request, page, secret=secret, code=code, form=form, status=_status(page, form))


def _done(request: HttpRequest, secret: str, code: str) -> LinkPage | None:
    """None when an answer was sent."""
    do, now = request.POST.get("do", ""), timezone.now()
    if do == "answer":
        return None
    if do == "ask":
        return commands.ask_for_link(secret=secret, now=now)
    if do == "refuse":
        return commands.refuse_link(secret=secret, now=now)
    if do == "open" or code:
        return commands.open_link(secret=secret, code=code, now=now)
    return commands.look_at_link(secret=secret, now=now)


def _replied(form: ReplyForm, secret: str, code: str) -> LinkPage:
    if not form.is_valid():
        return commands.open_link(secret=secret, code=code, now=timezone.now())
    page = commands.answer_link(
        secret=secret, code=code, now=timezone.now(), answer=form.cleaned_data["answer"],
        reason=form.cleaned_data["reason"], appointment_at=form.appointment(),
    )  # fmt: skip
    if page.fault is not None:
        form.add_error(None, FAULTS[page.fault])
    return page


def _status(page: LinkPage, form: ReplyForm) -> int:
    if page.state is None:
        return 404
    return 422 if form.errors or page.said in {CodeSaid.WRONG, CodeSaid.SPENT} else 200


def _show(
    request: HttpRequest,
    page: LinkPage,
    *,
    secret: str = "",
    code: str = "",
    form: ReplyForm | None = None,
    status: int = 200,
    is_late: bool = False,
    is_bare: bool = False,
) -> HttpResponse:
    sheet = page.sheet
    context = framed(request, page) | {
        "sheet": sheet, "secret": secret, "code": code, "form": form or ReplyForm(), "is_late": is_late,
        "is_bare": is_bare, "answers": ANSWERS, "reasons": names_of_reasons(), "services": names_of_services(),
        "shared": [(SHARED_LABELS[name], value) for name, value in sheet.shared.items()] if sheet else [],
        "typed": {name: request.POST.get(name, "") for name in TYPED},
    }  # fmt: skip
    return TemplateResponse(request, "answers/page.html", context, status=status)

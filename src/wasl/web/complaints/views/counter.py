"""At any counter: write a complaint down, print its receipt, say where one stands, take it up again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wasl.assistance.commands import complaints as commands
from wasl.assistance.commands.complaints import CannotComplain, Deposit
from wasl.core.permissions import Permission as P
from wasl.network.queries import Filters, states_for
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.complaints.forms import AppealForm, ComplaintForm, NumberForm
from wasl.web.complaints.words import FAULTS
from wasl.web.papers import language_of, pdf_answer
from wasl.web.printed import language
from wasl.web.requests import Request


def units(request: Request, words: str) -> list[tuple[str, str]]:
    """The unit in force and its neighbours first; every other by its name."""
    today, found = timezone.localdate(), Filters(day=timezone.localdate(), words=words.strip()[:80])
    near = ".".join(request.actor.path.rstrip(".").split(".")[:-1]) + "."
    if not words.strip():
        found = Filters(day=today, under=near if len(near) > 1 else request.actor.path)
    states = states_for(actor=request.actor, filters=found).order_by("unit__path")[:60]
    return [(str(one.unit_id), one.name_ar if language() == "ar" else one.name_fr) for one in states]


@require_http_methods(["GET", "POST"])
@needs(P.COMPLAINT_RECORD)
def new(request: Request) -> HttpResponse:
    words = request.POST.get("centre", "") if request.method == "POST" else request.GET.get("words", "")
    words = words.replace("\0", "")
    form = ComplaintForm(request.POST or None, units=units(request, words))
    if request.method == "POST" and form.is_valid():
        try:
            return _recorded(request, _record(request, form))
        except CannotComplain as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    context = {"form": form, "words": words}
    return TemplateResponse(request, "complaints/new.html", context, status=422 if form.errors else 200)


def _record(request: Request, form: ComplaintForm) -> Deposit:
    given = dict(form.cleaned_data)
    return commands.record_complaint(
        actor=request.actor, now=timezone.now(), complaint_id=command_id(request),
        about_unit_id=UUID(given.pop("about")), **given,
    )  # fmt: skip


def _recorded(request: Request, deposit: Deposit) -> HttpResponse:
    return TemplateResponse(request, "complaints/recorded.html", {"deposit": deposit})


@never_cache
@require_POST
@needs(P.COMPLAINT_RECORD)
@hidden_is_missing
def receipt(request: Request) -> HttpResponse:
    """The number travels in the form: an address is kept by browsers and proxies."""
    try:
        paper = commands.issue_receipt(
            actor=request.actor, now=timezone.now(), number=request.POST.get("number", "").replace("\0", ""),
            lang=language_of(request),
        )  # fmt: skip
    except CannotComplain as refusal:
        messages.error(request, FAULTS[refusal.fault])
        return redirect("complaints:follow")
    return pdf_answer(bytes(paper.pdf or b""))


@require_http_methods(["GET", "POST"])
@needs(P.COMPLAINT_RECORD)
def follow(request: Request) -> HttpResponse:
    """Where one stands, for whoever holds the number; an appeal when it is over."""
    is_appeal = request.POST.get("do") == "appeal"
    form = (AppealForm if is_appeal else NumberForm)(request.POST or None)
    deposit = None
    if request.method == "POST" and form.is_valid():
        try:
            number = form.cleaned_data["number"]
            if is_appeal:
                words = form.cleaned_data["words"]
                deposit = commands.appeal_complaint(
                    actor=request.actor, now=timezone.now(), number=number, words=words
                )  # fmt: skip
                messages.success(request, _("It is taken up again, by somebody else."))
            else:
                deposit = commands.deposit_of(actor=request.actor, number=number)
        except CannotComplain as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    appeal = AppealForm(initial={"number": deposit.number}) if deposit else None
    context = {"form": form, "deposit": deposit, "appeal": form if is_appeal and form.errors else appeal}
    return TemplateResponse(request, "complaints/follow.html", context, status=422 if form.errors else 200)

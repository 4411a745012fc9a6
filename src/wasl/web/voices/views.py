"""Beneficiaries heard without a name: on a turned screen, or by a colleague who does not follow them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.commands.voices import CannotHear, decline, give_ticket, hear, plan_campaign
from wasl.assistance.queries.voices import Said, campaigns_of, said
from wasl.assistance.rules.voices import QUESTIONS, Face, VoiceKind
from wasl.catalogue.queries import parameter
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.facts.rules.small_cells import hidden_cells
from wasl.network.queries import Filters, states_for, visible_names
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.printed import language
from wasl.web.requests import Request
from wasl.web.voices.forms import CampaignForm
from wasl.web.voices.words import FACES, FAULTS, KINDS

#: What makes a second touch of the last button do nothing: kept until it is used, and nowhere else.
ONCE = "voice"


@require_GET
@needs(P.VOICE_HEAR)
def start(request: Request) -> HttpResponse:
    return TemplateResponse(request, "voices/start.html", {"kinds": KINDS.items()})


@never_cache
@require_POST
@needs(P.VOICE_HEAR)
def ticket(request: Request) -> HttpResponse:
    """The code is shown once."""
    kind = _kind(request.POST.get("kind", ""))
    code = give_ticket(actor=request.actor, today=timezone.localdate(), kind=kind)
    return TemplateResponse(request, "voices/ticket.html", {"code": code, "kind": kind})


def _kind(text: str) -> VoiceKind:
    try:
        return VoiceKind(text)
    except ValueError:
        raise Http404 from None


@never_cache
@require_http_methods(["GET", "POST"])
@needs(P.VOICE_HEAR)
def sheet(request: Request, kind: str) -> HttpResponse:
    """The questions, without menu, name or search: she may hold the screen herself. `by=voice` asks for the code."""
    asked, error = _kind(kind), ""
    by_voice = (request.POST or request.GET).get("by") == "voice"
    if request.method == "POST":
        if request.POST.get("once", "") != request.session.pop(ONCE, None):
            return TemplateResponse(request, "voices/thanks.html", {})
        try:
            _heard(request, asked, by_voice=by_voice)
            return TemplateResponse(request, "voices/thanks.html", {})
        except CannotHear as refusal:
            error = str(FAULTS[refusal.fault])
    request.session[ONCE] = once = new_id().hex
    questions = [
        (one.code, one.text.ar if language() == "ar" else one.text.fr, request.POST.get(one.code, ""))
        for one in QUESTIONS[asked]
    ]
    context = {
        "kind": asked, "questions": questions, "faces": FACES.items(), "once": once, "by_voice": by_voice,
        "error": error,
    }  # fmt: skip
    return TemplateResponse(request, "voices/sheet.html", context, status=422 if error else 200)


def _heard(request: Request, kind: VoiceKind, *, by_voice: bool) -> None:
    today = timezone.localdate()
    if request.POST.get("do") == "decline":
        decline(actor=request.actor, today=today, kind=kind)
        return
    answers = {one.code: request.POST.get(one.code, "") for one in QUESTIONS[kind]}
    code = request.POST.get("code", "").replace("\0", "")[:12] if by_voice else None
    hear(actor=request.actor, now=timezone.now(), kind=kind, answers=answers, code=code)


@require_GET
@needs(P.UNIT_READ)
def results(request: Request) -> HttpResponse:
    """Published: the whole, provinces, and the units of one's own territory, each from enough answers on."""
    today = timezone.localdate()
    asked = request.GET.get("kind", "")
    kind = VoiceKind(asked) if asked in set(VoiceKind) else VoiceKind.CLOSURE
    years = [today.year - back for back in range(3)]
    year = next((one for one in years if str(one) == request.GET.get("year")), today.year)
    units, provinces, whole = said(actor=request.actor, kind=kind, year=year)
    least = parameter("voice.minimum", on=today)
    ids = {one.unit_id for one in (*units, *provinces) if one.unit_id}
    names = visible_names(actor=request.actor, unit_ids=ids, day=today, language=language())
    context = {
        "kind": kind, "kinds": KINDS.items(), "year": year, "years": years, "least": least,
        "questions": [(one.code, one.text.ar if language() == "ar" else one.text.fr) for one in QUESTIONS[kind]],
        "whole": _line(whole, kind, "", is_hidden=whole.sheets < least),
        "provinces": _lines(provinces, kind, names, least, within=False),
        "units": _lines(units, kind, names, least, within=True),
    }  # fmt: skip
    return TemplateResponse(request, "voices/results.html", context)


def _lines(
    rows: list[Said], kind: VoiceKind, names: dict[UUID, str], least: int, *, within: bool
) -> list[dict[str, Any]]:
    """Too few answers are hidden, and with them what a subtraction from the line above would give away."""
    values = {row.unit_id: Decimal(row.sheets) for row in rows}
    above: dict[Any, list[Any]] = {}
    for row in rows:
        above.setdefault(row.province_id if within else None, []).append(row.unit_id)
    hidden = hidden_cells(values, groups=above.values(), threshold=least)
    shown = [
        _line(row, kind, names[row.unit_id], is_hidden=row.unit_id in hidden or row.sheets < least)
        for row in rows
        if row.unit_id in names
    ]  # fmt: skip
    return sorted(shown, key=lambda line: line["name"])


def _line(row: Said, kind: VoiceKind, name: str, *, is_hidden: bool) -> dict[str, Any]:
    """`shares`: for each question, the share of those who answered it that touched the first face."""
    shares = []
    for question in () if is_hidden else QUESTIONS[kind]:
        answered = sum(row.faces.get((question.code, face), 0) for face in Face)
        good = row.faces.get((question.code, Face.GOOD), 0)
        shares.append(round(100 * good / answered) if answered else None)
    return {"name": name, "sheets": row.sheets, "declined": row.declined, "is_hidden": is_hidden, "shares": shares}


@require_http_methods(["GET", "POST"])
@needs(P.VOICE_PLAN)
@hidden_is_missing
def campaigns(request: Request) -> HttpResponse:
    """The yearly rounds of one's territory: sample, answers, share of those who answered."""
    today = timezone.localdate()
    found = states_for(actor=request.actor, filters=Filters(day=today, kind="CENTRE", under=request.actor.path))
    units = [
        (str(one.unit_id), one.name_ar if language() == "ar" else one.name_fr)
        for one in found.order_by("name_fr")[:500]
    ]
    form = CampaignForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            plan_campaign(
                actor=request.actor, campaign_id=command_id(request), unit_id=UUID(given.pop("unit")), **given
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("voices:campaigns")
        except CannotHear as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    names = dict(units)
    heard = {one.unit_id: one for one in said(actor=request.actor, kind=VoiceKind.YEARLY, year=today.year)[0]}
    least = parameter("voice.minimum", on=today)
    rows = [
        (one, names.get(str(one.unit_id), one.unit.code), *_rate(heard.get(one.unit_id), one.sample, least))
        for one in campaigns_of(actor=request.actor, year=today.year)
    ]
    context = {"form": form, "rows": rows, "least": least}
    return TemplateResponse(request, "voices/campaigns.html", context, status=422 if form.errors else 200)


def _rate(row: Said | None, sample: int, least: int) -> tuple[int | None, int | None]:
    """Answers and their share of the sample; nothing while they are too few."""
    if row is None or row.sheets < least:
        return None, None
    return row.sheets, min(100, round(100 * row.sheets / sample))

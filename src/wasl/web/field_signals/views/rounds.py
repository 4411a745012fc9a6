"""Planned rounds: planned, printed for those who walk, noted home by home, counted."""

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.assistance.queries.places import communes_around
from wasl.catalogue.queries import parameter, questionnaires_on
from wasl.catalogue.questionnaires.rules import form_of
from wasl.core.permissions import Permission as P
from wasl.watch.commands.round_papers import round_paper
from wasl.watch.commands.rounds import CannotRound, move_round, note_stop, plan_round
from wasl.watch.queries.places import names_of_places
from wasl.watch.queries.rounds import results_of, round_of, round_sheet, rounds_of, stop_of
from wasl.watch.rules.rounds import RoundState, StopState
from wasl.web.assessments.forms import START, AnswersForm
from wasl.web.assessments.words import MISSING
from wasl.web.assistance.guards import command_id, hidden_is_missing, needs
from wasl.web.field_signals import words
from wasl.web.field_signals.forms import RoundForm, StopForm
from wasl.web.paging import page_by_key
from wasl.web.papers import language_of, pdf_answer
from wasl.web.printed import language
from wasl.web.requests import Request


@require_GET
@needs(P.WATCH_ROUND_WALK)
def rounds(request: Request) -> HttpResponse:
    page = page_by_key(request, rounds_of(actor=request.actor), order=("-since_on", "-id"))
    context = {
        "rows": page.rows, "may_plan": request.actor.may(P.WATCH_ROUND_PLAN), "today": timezone.localdate(),
        "next_key": page.next_key, "previous_key": page.previous_key,
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/rounds.html", context)


def by_cercle(communes: list[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The communes under the cercle that holds them; those of no cercle come last."""
    names = names_of_places((code.rpartition(".")[0] for code, _name in communes), lang=language())
    other = _("Other communes")
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, name in communes:
        groups.setdefault(names.get(code.rpartition(".")[0], other), []).append((code, name))
    return sorted(groups.items(), key=lambda group: (group[0] == other, group[0]))


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_ROUND_PLAN)
def new(request: Request) -> HttpResponse:
    today = timezone.localdate()
    places = by_cercle(
        [
            (code, arabic if language() == "ar" else french)
            for code, french, arabic in communes_around(actor=request.actor, on=today)
        ]
    )
    asked = [(str(row.pk), row.label) for row in questionnaires_on(today)]
    form = RoundForm(request.POST or None, communes=places, questionnaires=asked)
    if request.method == "POST" and form.is_valid():
        try:
            row = _planned(request, form)
        except CannotRound as refusal:
            form.add_error(None, words.ROUND_FAULTS[refusal.fault])
        else:
            messages.success(request, _("The homes are drawn. Print the list for those who walk."))
            return redirect("field_signals:round", row.pk)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "field_signals/new_round.html", {"form": form}, status=status)


def _planned(request: Request, form: RoundForm) -> Any:
    given = form.cleaned_data
    return plan_round(
        actor=request.actor, now=timezone.now(), round_id=command_id(request), name=given["name"],
        places=given["places"], questionnaire_id=UUID(given["questionnaire"]), sample=given["sample"],
        seed=given["seed"] or secrets.randbelow(2_000_000_000) + 1, since=given["since_on"], until=given["until_on"],
    )  # fmt: skip


@require_GET
@needs(P.WATCH_ROUND_WALK)
@hidden_is_missing
def sheet(request: Request, round_id: UUID) -> HttpResponse:
    found = round_sheet(actor=request.actor, round_id=round_id)
    places = names_of_places((one.code for one in found.places), lang=language())
    context = {
        "sheet": found, "row": found.row, "places": [(places.get(one.code, one.code), one.coverage) for one in
        found.places], "may_plan": request.actor.may(P.WATCH_ROUND_PLAN), "is_open": found.row.state == RoundState.OPEN,
        "stops": [_line(stop, places) for stop in found.stops],
        "share": None if found.total.answered is None else round(100 * found.total.answered),
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/round.html", context)


def _line(stop: Any, places: dict[str, str]) -> dict[str, Any]:
    kind, word = words.STOPS[StopState(stop.state)]
    return {"row": stop, "badge": kind, "word": word, "place": places.get(stop.place_code, stop.place_code)}


@require_POST
@needs(P.WATCH_ROUND_PLAN)
@hidden_is_missing
def move(request: Request, round_id: UUID) -> HttpResponse:
    """Closed, or opened again."""
    round_of(actor=request.actor, round_id=round_id)
    try:
        move_round(actor=request.actor, round_id=round_id, to=request.POST.get("to", ""))
        messages.success(request, _("Saved."))
    except CannotRound as refusal:
        messages.error(request, words.ROUND_FAULTS[refusal.fault])
    return redirect("field_signals:round", round_id)


@require_POST
@needs(P.WATCH_ROUND_WALK)
@hidden_is_missing
def paper(request: Request, round_id: UUID) -> HttpResponse:
    content = round_paper(
        actor=request.actor, today=timezone.localdate(), round_id=round_id,
        lang=language_of(request),
    )  # fmt: skip
    return pdf_answer(content)


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_ROUND_WALK)
@hidden_is_missing
def stop(request: Request, round_id: UUID, position: int) -> HttpResponse:
    """One home: its answers, or why there are none."""
    row = stop_of(actor=request.actor, round_id=round_id, position=position)
    asked = form_of(row.round.questionnaire.content)
    is_answers = "state" not in request.POST
    sent = request.POST if request.method == "POST" else None
    form = AnswersForm(
        sent if is_answers else None, form=asked,
        initial={"questionnaire": row.round.questionnaire_id, "language": language()},
    )  # fmt: skip
    for name in ("language", "has_interpreter", "conclusion"):
        del form.fields[name]
    without = StopForm(None if is_answers else sent)
    if sent is not None:
        answer = _noted(request, row, form if is_answers else without)
        if answer:
            return answer
    context = _line(row, names_of_places([row.place_code], lang=language())) | {
        "form": form, "without": without, "round": row.round, "is_done": row.state not in {"planned", "absent"},
    }  # fmt: skip
    status = 422 if form.errors or without.errors else 200
    return TemplateResponse(request, "field_signals/stop.html", context, status=status)


def _noted(request: Request, row: Any, form: AnswersForm | StopForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    is_answers = isinstance(form, AnswersForm)
    try:
        note_stop(
            actor=request.actor, now=timezone.now(), round_id=row.round_id, position=row.position,
            to=StopState.VISITED if is_answers else given["state"],
            visited_on=given.get("visited_on") or timezone.localdate(),
            typed=form.typed() if isinstance(form, AnswersForm) else None,
        )  # fmt: skip
    except CannotRound as refusal:
        for code, missing in refusal.missing.items():
            form.add_error(START + code, MISSING[missing])
        form.add_error(None, words.ROUND_FAULTS[refusal.fault])
        return None
    messages.success(request, _("Noted."))
    return redirect("field_signals:round", row.round_id)


@require_GET
@needs(P.WATCH_ROUND_WALK)
@hidden_is_missing
def results(request: Request, round_id: UUID) -> HttpResponse:
    today = timezone.localdate()
    row = round_of(actor=request.actor, round_id=round_id)
    _form, found = results_of(actor=request.actor, round_id=round_id, today=today)
    lang = language()
    lines = [
        (one.words.said(lang), [(_label(one, each.option, lang), each.count) for each in answers])
        for one, answers in found
    ]
    is_too_early = all(count is None for _words, answers in lines for _option, count in answers)
    context = {
        "row": row, "lines": [] if is_too_early else lines, "is_too_early": bool(lines) and is_too_early,
        "least": parameter("disclosure.minimum", on=today),
    }  # fmt: skip
    return TemplateResponse(request, "field_signals/results.html", context)


def _label(question: Any, option: str, lang: str) -> str:
    return str(next(one.words.said(lang) for one in question.options if one.code == option))

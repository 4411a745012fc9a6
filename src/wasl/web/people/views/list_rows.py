"""One doubtful row of a list, side by side with who it may be."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wasl.core.actor import Actor
from wasl.people import queries
from wasl.people.commands import lists as commands
from wasl.people.lists.rows import Entry
from wasl.people.queries import lists as list_queries
from wasl.people.rules import NoneOfThese
from wasl.people.rules.lists import BUSY, RowAnswer, RowVerdict
from wasl.web.people import labels, list_words
from wasl.web.people.file_parts import side_by_side
from wasl.web.people.guards import actor_of, given_id, hides_what_is_not_there
from wasl.web.people.shown import shown_found

#: Most candidates that stand beside the row.
SHOWN = 5


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def row(request: HttpRequest, row_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    own = list_queries.row_of(actor=actor, row_id=row_id)
    if request.method == "POST":
        return _answer(request, actor, own)
    held = list_queries.list_of(actor=actor, list_id=own.person_list_id)
    cells, entry = commands.held.unseal_row(own)
    open_row = own.verdict == RowVerdict.REVIEW and own.made_at is None and held.state not in BUSY
    context = {
        "held": held,
        "row": own,
        "cells": [cell for cell in cells if cell],
        "why": [list_words.sentence(reason) for reason in own.reasons],
        "answer": list_words.ANSWERS[RowAnswer(own.answer)] if own.answer else "",
        "is_open": open_row,
        "twin": _twin(actor, own),
        "none_of_these": list(labels.NONE_OF_THESE.items()),
        **(_candidates(actor, entry) if open_row else {"found": None, "candidates": []}),
    }
    return TemplateResponse(request, "people/list_row.html", context)


def _candidates(actor: Actor, entry: Entry) -> dict[str, Any]:
    today = timezone.localdate()
    found = list_queries.found_for(actor=actor, entry=entry, today=today)
    shown = shown_found(actor, found, today=today)
    pairs = [
        {"person": person, "table": side_by_side(entry.particulars, candidate.registration.particulars)}
        for person, candidate in zip(shown.candidates, found.candidates, strict=True)
    ]
    return {"found": shown, "candidates": pairs[:SHOWN]}


def _twin(actor: Actor, own: Any) -> list[str]:
    """The cells of the earlier line that it may repeat."""
    if own.twin is None:
        return []
    cells, _entry = commands.held.unseal_row(list_queries.row_of(actor=actor, row_id=own.twin))
    return [cell for cell in cells if cell]


def _answer(request: HttpRequest, actor: Actor, own: Any) -> HttpResponse:
    said, why = request.POST.get("answer", ""), request.POST.get("none_of_these", "")
    known_id, token = given_id(request.POST.get("known")), request.POST.get("token", "")
    is_whole = (
        said in set(RowAnswer)
        and (said != RowAnswer.NONE or why in set(NoneOfThese))
        and (said != RowAnswer.SAME or known_id or token)
    )
    if not is_whole:
        messages.error(request, _("Choose an answer; for another person, say why it is none of these."))
        return redirect("people:list-row", own.pk)
    try:
        commands.answer_row(
            actor=actor, row_id=own.pk, answer=RowAnswer(said), known_id=known_id, token=token, none_of_these=why,
            today=timezone.localdate(),
        )  # fmt: skip
    except commands.NotNow:
        messages.info(request, _("This line no longer waits for an answer."))
        return redirect("people:list", own.person_list_id)
    except queries.HitExpired:
        messages.error(request, _("This was shown too long ago: look again, then answer."))
        return redirect("people:list-row", own.pk)
    following = _next_open(actor, own)
    messages.success(request, _("Answered."))
    return redirect("people:list-row", following) if following else redirect("people:list", own.person_list_id)


def _next_open(actor: Actor, own: Any) -> UUID | None:
    rows = list_queries.rows(actor=actor, list_id=own.person_list_id)
    waiting = rows.filter(verdict=RowVerdict.REVIEW, answer="", made_at__isnull=True)
    found: UUID | None = waiting.values_list("pk", flat=True).first()
    return found

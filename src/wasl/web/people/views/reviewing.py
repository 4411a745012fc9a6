"""The desk of whoever is in charge of doubles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.queries import units_on
from wasl.network.rules import Kind as UnitKind
from wasl.people import commands, queries
from wasl.people.rules import Answer, WhyVerdict
from wasl.web.paging import page_by_fetch
from wasl.web.people import labels, review_labels, review_parts
from wasl.web.people.guards import actor_of, given_id, hides_what_is_not_there
from wasl.web.printed import language


@require_GET
def doubles(request: HttpRequest) -> HttpResponse:
    """Items that wait for an adjudicator of both territories and of their level, the likeliest first."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.PERSON_ADJUDICATE)
    kind = queries.Kind(given) if (given := request.GET.get("kind", "")) in set(queries.Kind) else None
    places = units_on(today, kind=UnitKind.DELEG, under=actor.unit_id).order_by("name_fr")
    place = next((state for state in places if str(state.unit_id) == request.GET.get("place")), None)

    def fetch(values: list[str], is_backwards: bool, most: int) -> list[queries.Item]:
        return queries.doubles_to_decide(
            actor=actor, kind=kind, under=place.unit.path if place else "", after=_after(values),
            is_backwards=is_backwards, most=most,
        )  # fmt: skip

    page = page_by_fetch(request, fetch, order=("-pair__strength", "-pair__id"))
    context = {
        "lines": review_parts.queue_lines(actor, page.rows, today=today),
        "next_key": page.next_key,
        "previous_key": page.previous_key,
        "kinds": review_labels.KIND.items(),
        "kind": kind or "",
        "places": [(state.unit_id, _name(state)) for state in places] if len(places) > 1 else [],
        "place": place,
        "own": review_parts.verdict_lines(queries.own_verdicts(actor=actor)),
        "halted": _halted(),
    }
    return TemplateResponse(request, "people/doubles.html", context)


def _name(state: Any) -> str:
    return str(state.name_ar if language() == "ar" else state.name_fr)


def _after(values: list[str]) -> tuple[float, UUID] | None:
    """From the address; what was tampered with gives the first page."""
    try:
        return (float(values[0]), UUID(values[1])) if values else None
    except ValueError:
        return None


def _halted() -> dict[str, object] | None:
    run = queries.halted_run()
    return {"run": run, "why": review_labels.HALT[run.halt]} if run else None


@require_http_methods(["GET", "POST"])
@hides_what_is_not_there
def double(request: HttpRequest, double_id: UUID) -> HttpResponse:
    """The registrations of one item side by side, what a link would join, and the answer."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.PERSON_ADJUDICATE)
    if request.method == "POST":
        return _decided(request, double_id)
    pair, sheets = commands.open_double(actor=actor, double_id=double_id)
    sheets, more = sheets[: review_parts.SHOWN], len(sheets) - review_parts.SHOWN
    ids = [sheet.pk for sheet in sheets]
    context = {
        "pair": pair,
        "sides": review_parts.sides_of(actor, pair, sheets, today=today),
        "rows": review_parts.rows_of(sheets, today=today),
        "signs": review_parts.other_signs(pair),
        "origin": labels.ORIGIN[pair.origin],
        "more": max(more, 0),
        "bars": review_parts.bar_lines(queries.bars_on(actor=actor, registration_ids=ids), ids),
        "said": review_parts.verdict_lines(queries.verdicts_on(actor=actor, registration_ids=ids), ids),
        "whys": review_labels.WHY_VERDICT.items(),
        "seen": queries.seen(registration_ids=ids),
    }
    return TemplateResponse(request, "people/double.html", context)


def _answers(request: HttpRequest) -> dict[UUID, Answer]:
    """From one button for a pair, or one choice for each other registration of a cluster."""
    chosen = {
        other: request.POST.get("answer") or request.POST.get(f"answer-{other}", "")
        for text in request.POST.getlist("other")
        if (other := given_id(text))
    }
    return {other: Answer(answer) for other, answer in chosen.items() if answer in set(Answer)}


def _decided(request: HttpRequest, double_id: UUID) -> HttpResponse:
    answers, reason = _answers(request), request.POST.get("reason", "")
    if not answers or reason not in set(WhyVerdict):
        messages.error(request, _("Choose an answer and what it rests on."))
        return redirect("people:double", double_id)
    try:
        commands.decide_double(
            actor=actor_of(request), double_id=double_id, answers=answers, reason=reason,
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except queries.HitExpired:
        messages.error(request, _("This pair no longer waits for you."))
    except commands.AlreadyDecided:
        messages.error(request, _("Somebody answered before you: the answer stands below."))
        return redirect("people:double", double_id)
    except commands.SeenOtherwise:
        messages.error(request, _("Something changed since you opened this page: look again, then answer."))
        return redirect("people:double", double_id)
    except commands.KeptApart:
        messages.error(request, _("Something keeps them apart: lift it first if it is wrong."))
        return redirect("people:double", double_id)
    else:
        messages.success(request, _("Answered. It can be undone under “Your last answers”."))
    return redirect("people:doubles")


def _back(request: HttpRequest) -> HttpResponse:
    """To the item the button stood on, or to the queue."""
    item = given_id(request.POST.get("item"))
    return redirect("people:double", item) if item else redirect("people:doubles")


@require_POST
def take_back(request: HttpRequest, verdict_id: UUID) -> HttpResponse:
    try:
        commands.take_back(actor=actor_of(request), verdict_id=verdict_id)
    except commands.NothingToUndo:
        messages.error(request, _("This answer is no longer in force."))
    else:
        messages.success(request, _("Undone: everything is as it was before the answer."))
    return _back(request)


@require_POST
def lift(request: HttpRequest, apart_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PERSON_ADJUDICATE)
    try:
        commands.lift_apart(actor=actor, apart_id=apart_id)
    except commands.NothingToUndo:
        messages.error(request, _("Nothing keeps them apart any more."))
    else:
        messages.success(request, _("Lifted: they can be linked again. Nothing was linked."))
    return _back(request)


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """How many automatic links were checked, and how many of those were right."""
    actor = actor_of(request)
    found = queries.precision(actor=actor)
    context = {
        "found": found,
        "share": found.share * 100 if found.share is not None else None,
        "interval": [end * 100 for end in found.interval or ()],
        "expected": round(queries.expected_wrong(actor=actor, now=timezone.now())),
        "runs": [
            (run, review_labels.RUN_STATE[run.state], review_labels.HALT.get(run.halt, ""))
            for run in queries.runs(actor=actor)
        ],
        "halted": _halted(),
        "may_clear": actor.may(Permission.LINKAGE_CLEAR),
    }
    return TemplateResponse(request, "people/quality.html", context)


@require_POST
def clear(request: HttpRequest, run_id: UUID) -> HttpResponse:
    commands.clear_run(actor=actor_of(request), run_id=run_id, now=timezone.now())
    messages.success(request, _("Comparison goes on with the next run."))
    return redirect("people:quality")

"""One alert: what is known, what is around it, the records one may see, and the steps people take."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wasl.catalogue.queries import parameter
from wasl.core.permissions import Permission as P
from wasl.territory import indicators as census
from wasl.vocabulary.choices import current_label
from wasl.watch.commands.alerts import CannotStep, advance_alert
from wasl.watch.indicators import watched
from wasl.watch.queries.alerts import Ranked, alert_of, steps_of
from wasl.watch.queries.behind import period_of, rows_behind
from wasl.watch.queries.bulletins import TOLD
from wasl.watch.queries.context import context_of
from wasl.watch.queries.territories import places_named
from wasl.watch.rules.alerts import AlertState, Outcome, Reason, steps_from
from wasl.watch.rules.sentences import where
from wasl.watch.rules.weeks import first_of_month, month_after
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.printed import day, language, month, number
from wasl.web.requests import Request
from wasl.web.territory.charts import name_of
from wasl.web.territory.words import kind_of
from wasl.web.watch.cards import card_of
from wasl.web.watch.forms import StepForm
from wasl.web.watch.words import CHANNELS, FAULTS, HISTORY, MEANS, NOW, OUTCOMES, REASONS, STATES, STEPS

#: Weeks drawn; the table beside shows the last of them.
DRAWN, LISTED = 52, 12
#: No chance is told more finely than one in so many.
RAREST = 1_000_000


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def alert(request: Request, alert_id: UUID) -> HttpResponse:
    ranked = alert_of(actor=request.actor, alert_id=alert_id)
    row = ranked.alert
    minimum = parameter("disclosure.minimum", on=timezone.localdate())
    series = _series(row, request, minimum)
    context = {
        "card": card_of(ranked),
        "alert": row,
        "label": ranked.told.indicator.label.in_(language()),
        "observed": _count(row.observed, request, row, minimum),
        "expected": round(row.expected),
        "chart": _chart(ranked, series),
        "series": list(reversed(series[-LISTED:])),
        "neighbours": _neighbours(row, request, minimum),
        "also": [_lower(where(one.name, one.level, language())) for one in _also(row)],
        "now": NOW.get(AlertState(row.state), "") if request.actor.may(P.WATCH_HANDLE) else "",
        "bulletin": _bulletin(request, row),
        "context": _context(row.territory),
        "steps": [_step_line(one) for one in steps_of(actor=request.actor, alert=row)],
        "next": _next(request, row),
        "is_last_day": period_of(row).last_day,
        "found": {
            "channel": CHANNELS.get(row.channel, row.channel), "history": HISTORY.get(row.rung, row.rung),
            "chance": _chance(row.p_value),
        },
    }  # fmt: skip
    return TemplateResponse(request, "watch/alert.html", context)


def _chance(value: float) -> str:
    """« une sur 2 000 »."""
    if value * RAREST < 1:
        return _("less than one in %(count)s") % {"count": number(RAREST)}
    return _("one in %(count)s") % {"count": number(round(1 / value))}


def _also(row: Any) -> list[Any]:
    return list(places_named(row.evidence.get("also", [])).values())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _bulletin(request: Request, row: Any) -> dict[str, Any] | None:
    """The bulletin that will tell of a confirmed alert: of which month, and from which day on it is prepared."""
    if row.state not in TOLD or not request.actor.may(P.BULLETIN_PREPARE):
        return None
    first = first_of_month(row.since)
    ready = month_after(first) + timedelta(days=parameter("watch.wait_days", on=timezone.localdate()))
    return {"month": month(first), "ready": ready, "is_ready": timezone.localdate() >= ready}


def _count(value: float | None, request: Request, row: Any, minimum: int) -> int | None:
    """A small count is told within the unit that answers for the place, and nowhere above it."""
    if value is None:
        return None
    return round(value) if not 0 < value < minimum or request.actor.unit_id == row.unit_id else None


def _series(row: Any, request: Request, minimum: int) -> list[dict[str, Any]]:
    """Week by week; `is_few` where something was counted that this reader is not told."""
    evidence = row.evidence
    first = date.fromisoformat(evidence["first"])
    observed = evidence.get("observed", [])
    expected = evidence.get("expected") or [None] * len(observed)
    upper = evidence.get("upper") or [None] * len(observed)
    days = [
        month_after(first, index) if row.step == "month" else first + timedelta(weeks=index)
        for index in range(len(observed))
    ]
    told = [_count(seen, request, row, minimum) for seen in observed]
    return [
        {"day": when, "observed": say, "is_few": say is None and seen is not None, "expected": usual, "upper": most}
        for when, seen, say, usual, most in zip(days, observed, told, expected, upper, strict=True)
    ]


def _chart(ranked: Ranked, series: list[dict[str, Any]]) -> dict[str, Any]:
    names = (("observed", _("counted")), ("expected", _("usual")), ("upper", _("top of the usual")))
    drawn = series[-DRAWN:]
    known = [(key, name) for key, name in names if any(one[key] is not None for one in drawn)]
    return {
        "kind": "line",
        "title": ranked.told.indicator.label.in_(language()),
        "categories": [month(one["day"]) if ranked.alert.step == "month" else day(one["day"]) for one in drawn],
        "series": [{"name": name, "values": [one[key] for one in drawn]} for key, name in known],
        "unit": "",
    }


def _neighbours(row: Any, request: Request, minimum: int) -> list[dict[str, Any]]:
    near = row.evidence.get("neighbours", [])
    named = places_named([one["code"] for one in near])
    return [
        {
            "name": named[one["code"]].name.in_(language()),
            "observed": _count(one["observed"], request, row, minimum),
            "expected": one["expected"],
        }
        for one in near
        if one["code"] in named
    ]


def _context(code: str) -> list[dict[str, Any]]:
    return [
        {
            "place": name_of(one.place),
            "kind": kind_of(one.place),
            "code": one.place.code,
            "label": census.full_label(one.column, language()),
            "before": one.value_2014,
            "now": one.value_2024,
        }
        for one in context_of(code)
    ]


def _step_line(one: Any) -> dict[str, Any]:
    reason = ""
    if one.reason in set(Reason):
        reason = REASONS[Reason(one.reason)]
    elif one.reason in set(Outcome):
        reason = OUTCOMES[Outcome(one.reason)]
    who = one.by.agent.name_in(language()) if one.by else _("the watch itself")
    return {"at": one.at, "who": who, "state": STATES[AlertState(one.after)], "reason": reason, "words": one.words}


def _next(request: Request, row: Any) -> list[tuple[str, Any]]:
    if not request.actor.may(P.WATCH_HANDLE):
        return []
    return [(code, STEPS[code]) for code in steps_from(AlertState(row.state))]


@require_http_methods(["GET", "POST"])
@needs(P.WATCH_HANDLE)
@hidden_is_missing
def step(request: Request, alert_id: UUID, code: str) -> HttpResponse:
    """The step's own small form; what needs no word is one more touch."""
    if code not in set(AlertState) or AlertState(code) not in STEPS:
        raise Http404
    after = AlertState(code)
    ranked = alert_of(actor=request.actor, alert_id=alert_id)
    form = StepForm(request.POST or None, after=after)
    if request.method == "POST" and form.is_valid():
        try:
            advance_alert(
                actor=request.actor, alert_id=alert_id, after=after, version=_version(request), now=timezone.now(),
                **form.given(),
            )  # fmt: skip
            messages.success(request, _("Saved: the alert is now “%(state)s”.") % {"state": STATES[after][1]})
            return redirect("watch:alert", alert_id)
        except CannotStep as refusal:
            form.add_error(None, FAULTS[refusal.fault])
    context = {"card": card_of(ranked), "alert": ranked.alert, "form": form, "act": STEPS[after], "means": MEANS[after]}
    return TemplateResponse(request, "watch/step.html", context, status=422 if form.errors else 200)


def _version(request: Request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@require_GET
@needs(P.WATCH_READ)
@hidden_is_missing
def rows(request: Request, alert_id: UUID) -> HttpResponse:
    """The records counted since the rise began, as far as the reader may open them."""
    ranked = alert_of(actor=request.actor, alert_id=alert_id)
    found = rows_behind(actor=request.actor, alert=ranked.alert, after=request.GET.get("key", "")[:90])
    if found is None:
        raise Http404
    minimum = parameter("disclosure.minimum", on=timezone.localdate())
    context = {
        "card": card_of(ranked),
        "alert": ranked.alert,
        "label": watched()[ranked.alert.indicator].label.in_(language()),
        "rows": (shown := [_row(one) for one in found.rows]),
        "has_what": any(one["what"] for one in shown),
        "counted": _count(found.counted, request, ranked.alert, minimum),
        "closed": found.closed,
        "next_key": found.next_after,
    }
    return TemplateResponse(request, "watch/rows.html", context)


def _row(one: Any) -> dict[str, Any]:
    week = one.kind == "value"
    return {
        "unit": one.unit_name_ar if language() == "ar" else one.unit_name_fr,
        "what": "" if week or not one.key else _what(one.kind, one.key),
        "on": one.on,
        "value": one.quantity,
        "address": reverse("watch:week", args=[one.unit_id, one.on.isoformat()]) if week else "",
        "is_simulated": one.is_simulated,
    }


def _what(kind: str, key: str) -> str:
    lists = {"situation": "vulnerability_situations", "refused": "referral_destinations"}
    return key if kind == "unmet" else current_label(lists.get(kind, "services"), key)

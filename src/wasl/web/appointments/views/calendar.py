from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.assistance.queries.appointments import DayOfCalendar, Slot, workers_here
from wasl.assistance.queries.appointments import calendar as calendar_of
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import needs

#: Half hours shown by the grid when no day of the week is open.
OPENS, CLOSES, STEP = 510, 990, 30


@require_GET
@needs(P.APPOINTMENT_READ)
def calendar(request: HttpRequest) -> HttpResponse:
    """A day, or the week it stands in; one agent's times, or everybody's."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    day = _day(request.GET.get("day", ""), today)
    is_week = request.GET.get("view", "week") != "day"
    first = day - timedelta(days=day.weekday()) if is_week else day
    last = first + timedelta(days=6) if is_week else day
    who = _account(request.GET.get("who", ""))
    days = calendar_of(actor=actor, first=first, last=last, worker_id=who)
    # A closed day without anything on it is not worth a column.
    shown = [one for one in days if one.slots or one.hours] or days
    context = {
        "days": shown, "closed": [one for one in days if one.label], "lines": _grid(shown) if is_week else [],
        "first": first, "last": last, "day": day, "today": today, "view": "week" if is_week else "day",
        "before": first - timedelta(days=7 if is_week else 1), "after": first + timedelta(days=7 if is_week else 1),
        "workers": workers_here(actor=actor, on=today), "whose": who, "now": timezone.localtime(),
    }  # fmt: skip
    return TemplateResponse(request, "appointments/calendar.html", context)


def _day(text: str, today: date) -> date:
    try:
        given = date.fromisoformat(text)
    except ValueError:
        return today
    return given if 2000 <= given.year <= 2100 else today


def _account(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _grid(days: list[DayOfCalendar]) -> list[tuple[time, list[list[Slot]]]]:
    """For each half hour, what begins in it on each day."""
    begins = [_minute(slot.starts) for one in days for slot in one.slots]
    opens = [one.hours.opens for one in days if one.hours]
    closes = [one.hours.closes for one in days if one.hours]
    low = min([*opens, *begins], default=OPENS) // STEP * STEP
    high = max([*closes, *(minute + 1 for minute in begins)], default=CLOSES)
    return [
        (
            time(minute // 60, minute % 60),
            [[slot for slot in one.slots if minute <= _minute(slot.starts) < minute + STEP] for one in days],
        )
        for minute in range(low, high, STEP)
    ]


def _minute(starts: time) -> int:
    return starts.hour * 60 + starts.minute

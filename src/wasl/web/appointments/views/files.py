"""Calendar files (RFC 5545) without personal data: a word, a time, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from wasl.assistance.commands.calendar_feeds import end_feed, make_feed
from wasl.assistance.queries.calendar_feeds import Event, event_of, events_behind, feed_of
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import hidden_is_missing, needs
from wasl.web.printed import language

WORD = {"fr": "Rendez-vous", "ar": "موعد"}


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _event(event: Event, word: str, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        # Of its own: the id of the appointment stays inside.
        f"UID:{uuid5(event.id, 'calendar')}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(event.begins)}",
        f"DTEND:{_moment(event.begins + timedelta(minutes=event.minutes))}",
        f"SUMMARY:{word}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def calendar_file(events: list[Event], *, lang: str, now: datetime) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wasl//1.0//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, WORD["ar" if lang == "ar" else "fr"], now)
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _answer(events: list[Event], lang: str) -> HttpResponse:
    answer = HttpResponse(
        calendar_file(events, lang=lang, now=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@needs(P.APPOINTMENT_READ)
@hidden_is_missing
def one(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    return _answer([event_of(actor=request.actor, appointment_id=appointment_id)], language())  # type: ignore[attr-defined]


@login_not_required
@require_GET
def behind_key(request: HttpRequest, key: str) -> HttpResponse:
    """For a calendar program that cannot sign in; a secret that is wrong, ended, or of nobody posted is not there."""
    events = events_behind(key=key[:100], today=timezone.localdate())
    if events is None:
        raise Http404
    return _answer(events, request.GET.get("lang", "fr"))


@require_http_methods(["GET", "POST"])
@needs(P.APPOINTMENT_READ)
def feed(request: HttpRequest) -> HttpResponse:
    """The address of my own calendar file, shown once; a new one ends the one before."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    address = ""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_feed(actor=actor)
        else:
            key = make_feed(actor=actor, now=timezone.now())
            address = request.build_absolute_uri(f"/calendar-file/{key}.ics?lang={language()}")
    context = {"address": address, "feed": feed_of(actor=actor), "word": WORD[language()]}
    return TemplateResponse(request, "appointments/feed.html", context)

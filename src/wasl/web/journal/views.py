from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from wasl.access.queries import account_numbered, brakes_to_see, staff_numbers
from wasl.assistance.queries.readings import within_sight
from wasl.core.permissions import Permission
from wasl.journal.queries import lines_of
from wasl.network.names import names_by_path
from wasl.web.journal.forms import JournalFilter
from wasl.web.journal.words import SUBJECTS, VERBS
from wasl.web.paging import page_by_key
from wasl.web.printed import language
from wasl.web.requests import Request


@require_GET
def lines(request: Request) -> HttpResponse:
    """Who did or read what in one's territory, newest first."""
    form = JournalFilter(request.GET or None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    account_id = account_numbered(wanted["number"]) if wanted.get("number") else None
    found = lines_of(
        actor=request.actor,
        account_id=account_id,
        subject=wanted.get("subject") or "",
        on=wanted.get("on"),
        refused_only=bool(wanted.get("refused")),
    )
    if wanted.get("number") and account_id is None:
        found = found.none()
    page = page_by_key(request, found, order=("-at", "-id"), size=50)
    numbers = staff_numbers({line.account_id for line in page.rows if line.account_id})
    units = names_by_path({line.path for line in page.rows}, on=timezone.localdate())
    shown = [
        {
            "at": line.at,
            "who": numbers.get(line.account_id, "") if line.account_id else "",
            "what": VERBS.get(line.verb, line.verb),
            "about": SUBJECTS.get(line.subject, line.subject),
            "number": _shown(line),
            "unit": units[line.path].in_language(language()) if line.path in units else "",
            "is_refused": line.is_refused,
        }
        for line in within_sight(actor=request.actor, lines=page.rows)
    ]
    alerts = brakes_to_see(actor=request.actor) if request.actor.may(Permission.READERS_WATCH) else 0
    context = {
        "alerts": alerts,
        "form": form,
        "lines": shown,
        "next_key": page.next_key,
        "previous_key": page.previous_key,
    }
    return TemplateResponse(request, "journal/list.html", context, status=422 if form.errors else 200)


def _shown(line: Any) -> str:
    """The end of a long number; what a reader wrote in full; nothing of an address, which names no thing."""
    if line.subject == "address":
        return ""
    return f"…{line.subject_id[-6:]}" if len(line.subject_id) == 36 else line.subject_id

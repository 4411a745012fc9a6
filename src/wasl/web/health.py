"""The health address: whether the database answers, the worker beats and the disk has room. No name, no version."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

PATH = "/health"
HEARTBEAT = timedelta(seconds=60)
LEAST_FREE = 0.05


def answer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands before every other middleware: it must answer when the database does not, and ask for no session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != PATH:
            return get_response(request)
        found = findings()
        well = all(found.values())
        body = json.dumps({"ok": well, **{name: "ok" if good else "failing" for name, good in found.items()}})
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(body, status=200 if well else 503, content_type="application/json", headers=headers)

    return middleware


def findings() -> dict[str, bool]:
    """True where it is well."""
    beat = last_heartbeat()
    disk = shutil.disk_usage(settings.WASL_HOME)
    return {
        "database": beat is not None,
        "worker": bool(beat),
        "disk": disk.free / disk.total > LEAST_FREE,
    }


def last_heartbeat() -> bool | None:
    """Whether a worker gave a sign lately; None if the database does not answer."""
    query = "select exists (select from procrastinate_workers where last_heartbeat > %s)"
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, [timezone.now() - HEARTBEAT])
            row = cursor.fetchone()
    except Error:
        return None
    return bool(row and row[0])

"""One transaction and one scope around every request that has an actor."""

from collections.abc import Callable
from uuid import UUID

import psycopg
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from wasl.access.commands.brakes import count_rows
from wasl.access.queries import actor_of, postings_in_force
from wasl.assistance.commands.reading import note_reading
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.scope import entered
from wasl.journal.commands import readings_noted, record_refusal
from wasl.web import errors

POSTING_IN_SESSION = "posting"

#: Addresses of an account that has no posting in force: to learn so, to change a password, to leave.
WITHOUT_POSTING = frozenset(
    {
        "home",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)

#: Addresses that no brake stops.
NEVER_STOPPED = frozenset(
    {"readers:stopped", "assistance:my_day", "assistance:receive", "people:suggest", "documents:verify"}
)

Handler = Callable[[HttpRequest], HttpResponseBase]


def actor_from(request: HttpRequest) -> Actor | None:
    """The actor of the posting in force: the one chosen in the top bar, else the oldest; None without any."""
    if not request.user.is_authenticated:
        return None
    postings = list(postings_in_force(account=request.user, today=timezone.localdate()))
    if not postings:
        return None
    chosen = request.session.get(POSTING_IN_SESSION)
    posting = next((p for p in postings if str(p.pk) == chosen), None)
    if posting is None:
        posting = postings[0]
        if chosen:
            messages.info(request, gettext("Your posting has ended; you now work under another one."))
            request.session[POSTING_IN_SESSION] = str(posting.pk)
    request.postings = postings  # type: ignore[attr-defined]
    request.posting = posting  # type: ignore[attr-defined]
    return actor_of(posting=posting)


class scope:
    """Sets `request.actor`, opens the transaction and enters the actor's limits until the answer is rendered.

    An answer of 500 or more, or a refusal, rolls everything back; a refusal is then written to the journal in a
    transaction of its own.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.refused = None  # type: ignore[attr-defined]
        with transaction.atomic():
            request.actor = actor = actor_from(request)  # type: ignore[attr-defined]
            if actor is None:
                response = self.get_response(request)
            else:
                with entered(actor, to_the_end=True), readings_noted() as noted:
                    response = self.get_response(request)
                    self.note_page(request, response, noted)
            if actor is not None and (rows := getattr(request, "rows_listed", 0)):
                count_rows(actor=actor, rows=rows, day=timezone.localdate())
            if response.status_code >= 500 or request.refused is not None:  # type: ignore[attr-defined]
                transaction.set_rollback(True)
        if request.refused is not None:  # type: ignore[attr-defined]
            record_refusal(
                actor=actor,
                verb=request.refused,  # type: ignore[attr-defined]
                subject="address",
                subject_id=request.resolver_match.view_name if request.resolver_match else "",
            )
        return response

    def note_page(self, request: HttpRequest, response: HttpResponseBase, noted: set[UUID]) -> None:
        """A page of a dossier that said nothing of itself to the journal is written down here."""
        case_id = request.resolver_match.kwargs.get("case_id") if request.resolver_match else None
        is_shown = request.method == "GET" and response.status_code == 200
        if is_shown and isinstance(case_id, UUID) and case_id not in noted:
            assert request.resolver_match is not None
            note_reading(
                actor=request.actor,  # type: ignore[attr-defined]
                case_id=case_id,
                page=request.resolver_match.view_name,
            )

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        """An account without a posting is led to the page that says so, before any view can ask for its actor."""
        if request.actor is not None:  # type: ignore[attr-defined]
            return self.led_to_the_brake(request)
        if not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match and match.view_name in WITHOUT_POSTING or not getattr(view, "login_required", True):
            return None
        return redirect("home")

    def led_to_the_brake(self, request: HttpRequest) -> HttpResponseBase | None:
        """Whoever read more than a day's work says why before reading on. What is being sent is never lost, and an
        emergency is never held up: receiving somebody and opening a file urgently stay open."""
        match = request.resolver_match
        if not request.posting.is_stopped or request.method != "GET" or match is None:  # type: ignore[attr-defined]
            return None
        if match.view_name in NEVER_STOPPED or match.namespace in {"glass"} or not match.namespace:
            return None
        return redirect("readers:stopped")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, NotAllowed):
            request.refused = str(exception.permission)  # type: ignore[attr-defined]
            raise PermissionDenied from exception
        return errors.moved(request) if is_of_a_moved_unit(exception) else None


def is_of_a_moved_unit(exception: BaseException) -> bool:
    """Whether a row was refused because its unit moved while it was written (`core.scope.follow_unit`)."""
    cause = exception.__cause__ if isinstance(exception, IntegrityError) else None
    return isinstance(cause, psycopg.Error) and (cause.diag.constraint_name or "").endswith("_follows")

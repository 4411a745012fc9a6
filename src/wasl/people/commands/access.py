"""Asking to read somebody registered elsewhere, and the answer of those who follow her."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import Error, connection, transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.models import AccessRequest
from wasl.people.queries.search import HitExpired, opened_token
from wasl.people.rules import AccessState, WhyAccess
from wasl.people.rules.states import ACCESS_DAYS


class CannotDecide(Exception):
    """The request was already answered, or it is the asker's own."""


@transaction.atomic
def ask_access(*, actor: Actor, token: str, reason: str, words: str, today: date) -> UUID:
    """Id of the request; asking again for the same person answers the same one. Raises HitExpired.

    `words` are what the asker typed, so that both sides know whom it is about.
    """
    require(actor, Permission.PERSON_ASK_ACCESS)
    theirs = opened_token(actor=actor, token=token, today=today)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT people_ask_access(%s, %s, %s)", [theirs, WhyAccess(reason), words[:160]])
            asked: UUID = cursor.fetchone()[0]
    except Error as error:
        raise HitExpired from error
    record(actor=actor, verb=Permission.PERSON_ASK_ACCESS, subject="access_request", subject_id=asked, reason=reason)
    return asked


@transaction.atomic
def decide_access(*, actor: Actor, request_id: UUID, is_granted: bool, now: datetime) -> AccessRequest:
    """Opens the identity of that one registration to the asker for a week, or refuses. Raises CannotDecide."""
    rows = AccessRequest.objects.visible_to(actor, Permission.PERSON_GRANT_ACCESS)
    request: AccessRequest = rows.select_for_update().get(pk=request_id)
    require(actor, Permission.PERSON_GRANT_ACCESS, path=request.path, level=request.level, seal=request.seal)
    if request.state != AccessState.ASKED or request.asked_by == actor.account_id:
        raise CannotDecide
    state = AccessState.GRANTED if is_granted else AccessState.REFUSED
    until_at = now + timedelta(days=ACCESS_DAYS) if is_granted else None
    _settle(actor, request, state, now, until_at)
    return request


@transaction.atomic
def end_access(*, actor: Actor, request_id: UUID, now: datetime) -> None:
    """Closes what was granted, before its time. Raises CannotDecide."""
    rows = AccessRequest.objects.visible_to(actor, Permission.PERSON_GRANT_ACCESS)
    request: AccessRequest = rows.select_for_update().get(pk=request_id)
    if request.state != AccessState.GRANTED:
        raise CannotDecide
    _settle(actor, request, AccessState.ENDED, now, now)


def _settle(actor: Actor, request: AccessRequest, state: AccessState, now: datetime, until_at: datetime | None) -> None:
    AccessRequest.objects.visible_to(actor, Permission.PERSON_GRANT_ACCESS).filter(pk=request.pk).update(
        state=state, decided_at=now, decided_by=actor.account_id, until_at=until_at
    )
    record(
        actor=actor, verb=Permission.PERSON_GRANT_ACCESS, subject="registration", subject_id=request.registration_id,
        path=request.path, level=request.level, seal=request.seal, reason=state, about=str(request.asked_by),
    )  # fmt: skip

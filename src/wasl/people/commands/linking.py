"""Whether two registrations are one person: said, undone, kept apart. Only links change; nothing is moved or lost."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.models import PersonLink, Registration
from wasl.people.queries.search import HitExpired, opened_token
from wasl.people.rules import Apart, LinkReason

_TRIES = 3


class NothingToUndo(Exception):
    """The registration was never said to be anybody else, or that was undone already."""


class Refused(Exception):
    """Not there, or out of reach: PostgreSQL's functions say the same of both."""


def linking_permission(actor: Actor) -> Permission:
    for permission in (Permission.PERSON_CORRECT, Permission.PERSON_ADJUDICATE, Permission.PERSON_CREATE):
        if actor.may(permission):
            return permission
    raise NotAllowed(Permission.PERSON_CORRECT, f"not granted to {actor.role}")


def call(function: str, *values: Any) -> Any:
    """First row of one of PostgreSQL's linking functions. Raises Refused.

    Of two transactions that wait for each other, one tries again.
    """
    marks = ", ".join(["%s"] * len(values))
    for tried in range(_TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {function}({marks})", values)
                return cursor.fetchone()
        except DatabaseError as error:
            state = getattr(error.__cause__, "sqlstate", "")
            if state == "WA001":
                raise Refused from error
            if state != "40P01" or tried == _TRIES - 1:
                raise
    raise AssertionError


@transaction.atomic
def confirm_same(*, actor: Actor, registration_id: UUID, as_registration_id: UUID) -> bool:
    """The two are one person, with all that is linked to either; both must be visible.

    False when something keeps them apart (another card, declared twins, "not the same"): the pair then waits for an
    adjudicator. Raises PersonLink.DoesNotExist.
    """
    permission = linking_permission(actor)
    rows = Registration.objects.visible_to(actor, permission)
    pair = {row.pk: row for row in rows.filter(pk__in=[registration_id, as_registration_id])}
    if len(pair) < 2:
        raise PersonLink.DoesNotExist
    mine = pair[registration_id]
    require(actor, permission, path=mine.path, level=mine.level, seal=mine.seal)
    outcome, verdict = call("people_confirm_same", registration_id, as_registration_id, actor.posting_id)
    record(
        actor=actor, verb="person:same", subject="registration", subject_id=mine.pk, path=mine.path, level=mine.level,
        seal=mine.seal, reason=outcome, about=str(verdict or as_registration_id),
    )  # fmt: skip
    return bool(outcome != "APART")


@transaction.atomic
def confirm_outside(*, actor: Actor, registration_id: UUID, token: str, today: date) -> None:
    """Links to the person of a masked hit; shows nothing of it and tells an adjudicator. Raises HitExpired."""
    require(actor, Permission.PERSON_CREATE)
    theirs = opened_token(actor=actor, token=token, today=today)
    mine = Registration.objects.visible_to(actor, Permission.PERSON_CREATE).get(pk=registration_id)
    try:
        call("people_confirm_outside", registration_id, theirs, actor.posting_id)
    except Refused as error:
        raise HitExpired from error
    record(
        actor=actor, verb="person:same", subject="registration", subject_id=mine.pk, path=mine.path, level=mine.level,
        seal=mine.seal, reason=LinkReason.OUTSIDE,
    )  # fmt: skip


@transaction.atomic
def unlink(*, actor: Actor, registration_id: UUID, verdict_id: UUID | None = None) -> None:
    """Takes back what was said of the registration (by default the last), and all that it stood on.

    What was linked since stays with the side it was linked to. Raises NothingToUndo, Registration.DoesNotExist.
    """
    permission = linking_permission(actor)
    own = Registration.objects.visible_to(actor, permission).get(pk=registration_id)
    (is_undone,) = call("people_part", registration_id, verdict_id, actor.posting_id)
    if not is_undone:
        raise NothingToUndo
    record(
        actor=actor, verb="person:apart", subject="registration", subject_id=own.pk, path=own.path, level=own.level,
        seal=own.seal, reason=LinkReason.UNDONE,
    )  # fmt: skip


@transaction.atomic
def keep_apart(*, actor: Actor, registration_id: UUID, other_id: UUID, reason: Apart) -> None:
    """Two that are never one person (twins, siblings); what linked them ends. Both must be visible, or the pair
    judged. Raises Registration.DoesNotExist."""
    permission = linking_permission(actor)
    require(actor, permission)
    try:
        call("people_keep_apart", registration_id, other_id, Apart(reason), actor.posting_id)
    except Refused as error:
        raise Registration.DoesNotExist from error
    record(
        actor=actor, verb="person:keep_apart", subject="registration", subject_id=registration_id, reason=reason,
        about=str(other_id),
    )  # fmt: skip


@transaction.atomic
def lift_apart(*, actor: Actor, apart_id: UUID) -> None:
    """They may be linked again; nothing is linked by it. Raises NothingToUndo."""
    require(actor, linking_permission(actor))
    try:
        (is_lifted,) = call("people_lift_apart", apart_id, actor.posting_id)
    except Refused as error:
        raise NothingToUndo from error
    if not is_lifted:
        raise NothingToUndo
    record(actor=actor, verb="person:lift_apart", subject="apart", subject_id=apart_id)

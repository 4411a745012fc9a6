"""Whether two registrations are one person: said, undone, decided. Only links change; nothing is moved or lost."""

from datetime import date, datetime
from uuid import UUID

from django.db import Error, connection, transaction
from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.models import Person, PersonLink, Registration
from wasl.people.queries.search import HitExpired, opened_token
from wasl.people.rules import LinkReason
from wasl.people.rules.sought import LIKELY, best_agreement, sought_as


class NothingToUndo(Exception):
    """The registration was never said to be anybody else."""


def _linking(actor: Actor) -> Permission:
    for permission in (Permission.PERSON_CORRECT, Permission.PERSON_ADJUDICATE, Permission.PERSON_CREATE):
        if actor.may(permission):
            return permission
    raise NotAllowed(Permission.PERSON_CORRECT, f"not granted to {actor.role}")


def _current(actor: Actor, permission: Permission) -> QuerySet[PersonLink]:
    rows: QuerySet[PersonLink] = PersonLink.objects.visible_to(actor, permission)
    return rows.filter(until_at__isnull=True)


def _relink(actor: Actor, link: PersonLink, person_id: UUID, reason: LinkReason, now: datetime) -> None:
    permission = _linking(actor)
    _current(actor, permission).filter(pk=link.pk).update(until_at=now)
    PersonLink.objects.visible_to(actor, permission).create(
        registration_id=link.registration_id, unit_id=link.unit_id, path=link.path, level=link.level, seal=link.seal,
        person_id=person_id, since_at=now, reason=reason, account_id=actor.account_id,
    )  # fmt: skip
    record(
        actor=actor, verb="person:link", subject="registration", subject_id=link.registration_id, path=link.path,
        level=link.level, seal=link.seal, reason=reason, about=str(person_id),
    )  # fmt: skip


@transaction.atomic
def confirm_same(*, actor: Actor, registration_id: UUID, as_registration_id: UUID, now: datetime) -> None:
    """The registration is the person of the other one; both must be visible. Raises PersonLink.DoesNotExist."""
    links = _current(actor, _linking(actor)).select_for_update().order_by("pk")
    pair = {link.registration_id: link for link in links.filter(registration__in=[registration_id, as_registration_id])}
    if len(pair) < len({registration_id, as_registration_id}):
        raise PersonLink.DoesNotExist
    mine, theirs = pair[registration_id], pair[as_registration_id]
    require(actor, _linking(actor), path=mine.path, level=mine.level, seal=mine.seal)
    if mine.person_id != theirs.person_id:
        _relink(actor, mine, theirs.person_id, LinkReason.CONFIRMED, now)


@transaction.atomic
def confirm_outside(*, actor: Actor, registration_id: UUID, token: str, today: date) -> None:
    """Links to the person of a masked hit; shows nothing of it and tells an adjudicator. Raises HitExpired."""
    require(actor, Permission.PERSON_CREATE)
    theirs = opened_token(actor=actor, token=token, today=today)
    mine = Registration.objects.visible_to(actor, Permission.PERSON_CREATE).get(pk=registration_id)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT people_confirm_outside(%s, %s)", [registration_id, theirs])
    except Error as error:
        raise HitExpired from error
    record(
        actor=actor, verb="person:link", subject="registration", subject_id=mine.pk, path=mine.path, level=mine.level,
        seal=mine.seal, reason=LinkReason.OUTSIDE,
    )  # fmt: skip


@transaction.atomic
def unlink(*, actor: Actor, registration_id: UUID, now: datetime) -> None:
    """The registration is again the person it was before. Raises NothingToUndo."""
    permission = _linking(actor)
    require(actor, permission)
    link = _current(actor, permission).select_for_update().get(registration=registration_id)
    past = PersonLink.objects.visible_to(actor, permission).filter(registration=registration_id)
    before = past.exclude(person=link.person_id).order_by("-until_at").first()
    if before is None and _is_alone(link):
        raise NothingToUndo
    person_id = before.person_id if before else Person.objects.create().pk
    _relink(actor, link, person_id, LinkReason.UNDONE, now)


def _is_alone(link: PersonLink) -> bool:
    """Whether no other link was ever made to its person: asked beyond the actor's territory, answered yes or no."""
    with system("find person"):
        others = PersonLink.objects.for_system("find person").filter(person=link.person_id, until_at__isnull=True)
        return not others.exclude(pk=link.pk).exists()


@transaction.atomic
def decide_double(*, actor: Actor, double_id: UUID, is_same: bool) -> None:
    """An adjudicator of both territories and of the level links the two, or takes them apart. Raises HitExpired."""
    require(actor, Permission.PERSON_ADJUDICATE)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT people_decide_double(%s, %s)", [double_id, is_same])
    except Error as error:
        raise HitExpired from error
    record(
        actor=actor, verb=Permission.PERSON_ADJUDICATE, subject="double", subject_id=double_id,
        reason="SAME" if is_same else "DIFFERENT",
    )  # fmt: skip


@transaction.atomic
def find_doubles(*, now: datetime, limit: int = 200) -> int:
    """Compares registrations not compared yet with all others; answers how many were compared.

    Runs in the worker, after the fact, so that registering a protected person's double takes the same time as any.
    """
    with system("find person"):
        rows = Registration.objects.for_system("find person")
        waiting = list(rows.filter(doubles_checked_at__isnull=True).order_by("pk")[:limit])
        for row in waiting:
            _find_doubles_of(row)
        rows.filter(pk__in=[row.pk for row in waiting]).update(doubles_checked_at=now)
    return len(waiting)


def _find_doubles_of(row: Registration) -> None:
    sought = sought_as(row.particulars)
    if sought.is_empty:
        return
    rows = Registration.objects.for_system("find person")
    others = rows.filter(keys__overlap=sought.inside_keys).exclude(pk=row.pk).order_by("pk")[:500]
    links = PersonLink.objects.for_system("find person").filter(until_at__isnull=True)
    alike = {
        other.pk: weight
        for other in others
        if (weight := best_agreement(sought, other.particulars, has_phone=False, has_number=False).weight) >= LIKELY
    }
    persons = dict(links.filter(registration__in=[row.pk, *alike]).values_list("registration_id", "person_id"))
    with connection.cursor() as cursor:
        for other, weight in alike.items():
            if persons.get(other) == persons.get(row.pk):
                continue
            cursor.execute("SELECT people_is_protected(%s) OR people_is_protected(%s)", [row.pk, other])
            (is_protected,) = cursor.fetchone()
            if is_protected or not row.none_of_these:
                cursor.execute("SELECT people_add_double(%s, %s, %s, 'FOUND')", [row.pk, other, weight])

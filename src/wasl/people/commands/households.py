"""Who lives with whom, since when and until when, as one unit knows it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.models import Household, Membership, Registration
from wasl.people.queries.households import likely_homes
from wasl.people.rules.households import HEAD, dates_problem

_CORRECT = Permission.PERSON_CORRECT


class BadDates(Exception):
    """`code` says what is wrong with the days of a membership."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyMember(Exception):
    """The registration is in a household at that time already."""


class NotProposed(Exception):
    """That person is not, or no longer, one she may live with."""


def _memberships(actor: Actor) -> QuerySet[Membership]:
    return Membership.objects.visible_to(actor, _CORRECT)  # type: ignore[no-any-return]


def _record(actor: Actor, household: Household, verb: str, registration_id: UUID, row: Any) -> None:
    record(
        actor=actor, verb=f"household:{verb}", subject="registration", subject_id=registration_id, path=row.path,
        level=row.level, seal=row.seal, about=str(household.pk),
    )  # fmt: skip


@transaction.atomic
def create_household(*, actor: Actor, registration_id: UUID, role: str = HEAD, since: date | None = None) -> Household:
    """A household of which the registration is the first member. Raises AlreadyMember."""
    own = Registration.objects.visible_to(actor, _CORRECT).get(pk=registration_id)
    require(actor, _CORRECT, path=own.path, level=own.level, seal=own.seal)
    household: Household = Household.objects.visible_to(actor, _CORRECT).create(
        unit_id=own.unit_id, path=own.path, level=own.level, seal=own.seal, is_simulated=own.is_simulated
    )
    _join(actor, household, own, role, since, None)
    return household


@transaction.atomic
def join_household(
    *, actor: Actor, household_id: UUID, registration_id: UUID, role: str, today: date, since: date | None = None,
    until: date | None = None,
) -> Membership:  # fmt: skip
    """Both must be of one unit. Raises BadDates, AlreadyMember, DoesNotExist."""
    if code := dates_problem(since, until, today=today):
        raise BadDates(code)
    household = Household.objects.visible_to(actor, _CORRECT).get(pk=household_id)
    own = Registration.objects.visible_to(actor, _CORRECT).get(pk=registration_id, unit=household.unit_id)
    require(actor, _CORRECT, path=own.path, level=own.level, seal=own.seal)
    return _join(actor, household, own, role, since, until)


@transaction.atomic
def settle_with(
    *, actor: Actor, registration_id: UUID, with_id: UUID, role: str, today: date, since: date | None = None
) -> None:
    """She joins the household of somebody who was proposed; one begins with that person where there was none.

    Raises NotProposed (any more), BadDates, AlreadyMember.
    """
    homes = likely_homes(actor=actor, registration_id=registration_id)
    home = next((each for each in homes if with_id in {row.pk for row in each.people}), None)
    if home is None:
        raise NotProposed
    household_id = home.household_id or create_household(actor=actor, registration_id=with_id).pk
    join_household(
        actor=actor, household_id=household_id, registration_id=registration_id, role=role, today=today, since=since
    )


def _join(
    actor: Actor, household: Household, own: Registration, role: str, since: date | None, until: date | None
) -> Membership:
    at_that_time = Q(until__isnull=True) | Q(until__gt=since) if since else Q(until__isnull=True)
    if until is None and _memberships(actor).filter(at_that_time, registration=own).exists():
        raise AlreadyMember
    made: Membership = _memberships(actor).create(
        registration=own, household=household, unit_id=own.unit_id, path=own.path,
        level=max(own.level, household.level), seal=own.seal or household.seal, role=role, since=since, until=until,
    )  # fmt: skip
    _record(actor, household, "join", own.pk, made)
    return made


@transaction.atomic
def change_membership(
    *, actor: Actor, membership_id: UUID, role: str, since: date | None, until: date | None, today: date
) -> None:
    """Raises BadDates."""
    if code := dates_problem(since, until, today=today):
        raise BadDates(code)
    row = _memberships(actor).select_for_update().get(pk=membership_id)
    require(actor, _CORRECT, path=row.path, level=row.level, seal=row.seal)
    _memberships(actor).filter(pk=row.pk).update(role=role, since=since, until=until)
    household = Household.objects.visible_to(actor, _CORRECT).get(pk=row.household_id)
    _record(actor, household, "change", row.registration_id, row)


def leave_household(*, actor: Actor, membership_id: UUID, until: date, today: date) -> None:
    """She no longer lives there from `until` on. Raises BadDates."""
    row = _memberships(actor).get(pk=membership_id)
    change_membership(
        actor=actor, membership_id=membership_id, role=row.role, since=row.since, until=until, today=today
    )

"""A person's file: identity first, then how to reach her, her papers and household, and who read it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from wasl.core import sealed
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.queries import latest_readings
from wasl.people.models import (
    Address,
    DocumentNumber,
    Household,
    IdentityDocument,
    Membership,
    Phone,
    Registration,
)
from wasl.people.queries.registrations import person_of, registration, registrations_of_person
from wasl.people.rules.households import HEAD
from wasl.people.rules.states import CAUTION

_READ = Permission.PERSON_READ
#: Acts by which somebody read the identity of a registration.
READINGS = ("person:read", "person:read_granted", "person:read_double")
MOST_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Paper:
    document: IdentityDocument
    number: str


@dataclass(frozen=True, slots=True)
class Home:
    """A household with its members that the actor may read, today's first."""

    household: Household
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class File:
    registration: Registration
    person_id: UUID
    others: tuple[Registration, ...]
    phones: tuple[Phone, ...]
    papers: tuple[Paper, ...]
    addresses: tuple[Address, ...]
    homes: tuple[Home, ...]

    @property
    def contact(self) -> str:
        """The most cautious word on any of her numbers; empty when none is known."""
        known = {phone.contact for phone in self.phones if phone.ended_on is None}
        return max(known, key=CAUTION.index, default="")  # type: ignore[arg-type]


def file_of(*, actor: Actor, registration_id: UUID) -> File:
    """Raises Registration.DoesNotExist. Screens read it by `commands.open_file`, which leaves a line."""
    own = registration(actor=actor, registration_id=registration_id)
    person_id = person_of(actor=actor, registration_id=registration_id)
    others = registrations_of_person(actor=actor, person_id=person_id).exclude(pk=own.pk)
    return File(
        registration=own,
        person_id=person_id,
        others=tuple(others.select_related("unit")),
        phones=tuple(_of(Phone, actor, own).order_by("-ended_on", "-id")),
        papers=papers_of(actor=actor, registration_id=own.pk),
        addresses=tuple(_of(Address, actor, own).order_by("-until", "-id")),
        homes=homes_of(actor=actor, registration_id=own.pk),
    )


def _of(model: type[Phone | Address | IdentityDocument], actor: Actor, own: Registration) -> QuerySet[Any]:
    return model.objects.visible_to(actor, _READ).filter(registration=own.pk)  # type: ignore[no-any-return]


def papers_of(*, actor: Actor, registration_id: UUID) -> tuple[Paper, ...]:
    """With their numbers in clear, for those the actor may read."""
    documents = IdentityDocument.objects.visible_to(actor, _READ).filter(registration=registration_id)
    numbers = DocumentNumber.objects.visible_to(actor, _READ).filter(registration=registration_id)
    clear = {
        each.document_id: sealed.unseal(bytes(each.sealed), context=each.document_id.bytes).decode() for each in numbers
    }
    return tuple(Paper(document, clear.get(document.pk, "")) for document in documents.order_by("-ended_on", "id"))


def homes_of(*, actor: Actor, registration_id: UUID) -> tuple[Home, ...]:
    """Her households, today's first."""
    own = Membership.objects.visible_to(actor, _READ).filter(registration=registration_id)
    ids = list(own.order_by("-until", "-id").values_list("household_id", flat=True))
    households = Household.objects.visible_to(actor, _READ).in_bulk(ids)
    members = Membership.objects.visible_to(actor, _READ).filter(household__in=list(households))
    by_home: dict[UUID, list[Membership]] = {key: [] for key in households}
    registrations = Registration.objects.visible_to(actor, _READ).in_bulk([row.registration_id for row in members])
    for row in members.order_by("-until", "since", "id"):
        if row.registration_id in registrations:
            row.registration = registrations[row.registration_id]
            by_home[row.household_id].append(row)
    return tuple(Home(households[key], _in_order(by_home[key])) for key in dict.fromkeys(ids) if key in households)


def _in_order(members: list[Membership]) -> tuple[Membership, ...]:
    """Today's before former ones, the head first."""
    return tuple(sorted(members, key=lambda row: (row.until is not None, row.role != HEAD)))


def home_on(*, actor: Actor, registration_id: UUID, day: date) -> tuple[Membership, ...]:
    """With whom she lived that day, the head first, each with its registration; empty when nobody wrote it down."""
    of_day = Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day)
    own = Membership.objects.visible_to(actor, _READ).filter(*of_day, registration=registration_id)
    first = own.order_by("-since", "-id").first()
    if first is None:
        return ()
    members = list(members_on(actor=actor, household_id=first.household_id, day=day)[:MOST_MEMBERS])
    people = Registration.objects.visible_to(actor, _READ).in_bulk([row.registration_id for row in members])
    shown = [row for row in members if row.registration_id in people]
    for row in shown:
        row.registration = people[row.registration_id]
    return _in_order(shown)


def members_on(*, actor: Actor, household_id: UUID, day: date) -> QuerySet[Membership]:
    """Who was in the household that day, as far as the actor may read; unknown days count as always."""
    rows = Membership.objects.visible_to(actor, _READ).filter(household=household_id)
    return rows.filter(  # type: ignore[no-any-return]
        Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gt=day)
    )


def readers_of(*, actor: Actor, registration_id: UUID) -> list[tuple[UUID, datetime]]:
    """Accounts that read the file, with the last time each, the latest first, among its last readings.

    A file read a million times costs what any costs; lines of other territories and above the actor's level stay out.
    """
    require(actor, Permission.PERSON_READERS)
    own = registration(actor=actor, registration_id=registration_id)
    found = latest_readings(subject="registration", subject_id=str(own.pk), verbs=READINGS)
    latest: dict[UUID, datetime] = {}
    for account_id, at in found:
        latest.setdefault(account_id, at)
    return list(latest.items())[:25]


def phone(*, actor: Actor, phone_id: UUID, permission: Permission = _READ) -> Phone:
    return Phone.objects.visible_to(actor, permission).get(pk=phone_id)  # type: ignore[no-any-return]


def address(*, actor: Actor, address_id: UUID, permission: Permission = _READ) -> Address:
    return Address.objects.visible_to(actor, permission).get(pk=address_id)  # type: ignore[no-any-return]


def document(*, actor: Actor, document_id: UUID, permission: Permission = _READ) -> IdentityDocument:
    return IdentityDocument.objects.visible_to(actor, permission).get(pk=document_id)  # type: ignore[no-any-return]


def membership(*, actor: Actor, membership_id: UUID, permission: Permission = _READ) -> Membership:
    """With its registration."""
    row: Membership = Membership.objects.visible_to(actor, permission).get(pk=membership_id)
    row.registration = registration(actor=actor, registration_id=row.registration_id)
    return row


def home_today(*, actor: Actor, registration_id: UUID) -> Household | None:
    """The household she is in today, if the actor may read it."""
    own = Membership.objects.visible_to(actor, _READ).filter(registration=registration_id, until__isnull=True)
    first = own.order_by("-id").first()
    households = Household.objects.visible_to(actor, _READ)
    return households.filter(pk=first.household_id).first() if first else None  # type: ignore[no-any-return]

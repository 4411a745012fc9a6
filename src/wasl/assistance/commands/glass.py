"""Opening nominative files in an emergency: two agents, a reason, a few hours, a line that cannot be removed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.models import NamedAccess
from wasl.assistance.models import Case, GlassRequest
from wasl.assistance.rules.glass import (
    GlassFault,
    asking_fault,
    circuits_of_person,
    confirming_fault,
    review_fault,
)
from wasl.catalogue.queries import parameter
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.models import PersonLink, Registration

#: Asked and confirmed at the level of sensitive files: who sees the request learns nothing of what is behind it.
SENSITIVE = 3


class CannotBreakGlass(Exception):
    """`fault` says why."""

    def __init__(self, fault: GlassFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def ask_glass(
    *, actor: Actor, request_id: UUID, registration_id: UUID, reason: str, words: str, now: datetime
) -> GlassRequest:
    """Asks to open the files of a person registered in one's own territory; the same whether any exists or not.

    `words` go into the journal as a keyed digest only; the paper or the register of the watch keeps them.
    """
    require(actor, Permission.GLASS_BREAK)
    registration = Registration.objects.visible_to(actor, Permission.PERSON_READ).filter(pk=registration_id).first()
    if registration is None:
        raise NotAllowed(Permission.GLASS_BREAK, "a registration out of reach")
    person = circuits_of_person(birth_year=registration.birth_year, year=localtime(now).year)
    fault = asking_fault(circuits=actor.circuits, person=person, level=actor.level, reason=reason)
    if fault:
        raise CannotBreakGlass(fault)
    row = GlassRequest(
        pk=request_id, registration=registration, unit_id=registration.unit_id, path=registration.path,
        level=SENSITIVE, asked_at=now, reason=reason, recorded_by_id=actor.account_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _journal(actor, row, "glass:ask", about=words)
    return row


@transaction.atomic
def confirm_glass(*, actor: Actor, request_id: UUID, now: datetime) -> GlassRequest:
    """A second agent confirms: the asker is named, until a few hours from now, on whatever nominative file exists.

    Whoever confirms learns neither whether there is one nor what it says. A denial stays stronger.
    """
    require(actor, Permission.GLASS_BREAK)
    requests = GlassRequest.objects.visible_to(actor, Permission.GLASS_BREAK)
    row = requests.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotAllowed(Permission.GLASS_BREAK, "a request out of reach")
    fault = confirming_fault(
        is_asker=row.recorded_by_id == actor.account_id,
        is_confirmed=row.confirmed_at is not None,
        asked_at=row.asked_at,
        now=now,
        circuits=actor.circuits,
    )
    if fault:
        raise CannotBreakGlass(fault)
    until_at = now + timedelta(hours=parameter("glass.open_hours", on=localtime(now).date()))
    row.confirmed_by_id, row.confirmed_at, row.until_at = actor.account_id, now, until_at
    row.save(update_fields=["confirmed_by", "confirmed_at", "until_at"])
    _journal(actor, row, "glass:confirm")
    _open(row, since_at=now, until_at=until_at)
    return row  # type: ignore[no-any-return]


def _open(row: GlassRequest, *, since_at: datetime, until_at: datetime) -> None:
    """Names the asker on the nominative files of that person kept at or below the unit of the registration."""
    asker = row.recorded_by_id
    if asker is None:
        return
    with system("break glass"):
        today = PersonLink.objects.for_system("break glass").filter(until_at__isnull=True)
        person = today.filter(registration_id=row.registration_id)
        registrations = today.filter(person_id__in=person.values("person_id"))
        cases = list(
            Case.objects.for_system("break glass").filter(
                registration_id__in=registrations.values("registration_id"),
                level__gte=NOMINATIVE,
                path__startswith=row.path,
            )
        )
        for case in cases:
            NamedAccess(dossier_id=case.pk, account_id=asker, since_at=since_at, until_at=until_at).save(
                force_insert=True
            )
            record(
                actor=None, verb="glass:break", subject="dossier", subject_id=case.pk, path=case.path,
                level=case.level, seal=case.seal, reason=row.reason, about=str(asker),
            )  # fmt: skip


def _journal(actor: Actor, row: GlassRequest, verb: str, *, about: str = "") -> None:
    record(
        actor=actor,
        verb=verb,
        subject="registration",
        subject_id=row.registration_id,
        path=row.path,
        level=SENSITIVE,
        reason=row.reason,
        about=about,
    )


@transaction.atomic
def review_glass(*, actor: Actor, request_id: UUID, verdict: str, follows: str, now: datetime) -> GlassRequest:
    """Afterwards, whoever answers for the team says whether it was justified, and what follows."""
    require(actor, Permission.GLASS_REVIEW)
    rows = GlassRequest.objects.visible_to(actor, Permission.GLASS_REVIEW)
    row: GlassRequest | None = rows.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotAllowed(Permission.GLASS_REVIEW, "a request out of reach")
    fault = review_fault(
        is_party=actor.account_id in {row.recorded_by_id, row.confirmed_by_id}, is_confirmed=row.until_at is not None,
        is_reviewed=row.reviewed_at is not None, verdict=verdict, follows=follows,
    )  # fmt: skip
    if fault:
        raise CannotBreakGlass(fault)
    row.reviewed_by_id, row.reviewed_at, row.verdict, row.follows = actor.account_id, now, verdict, follows
    row.save(update_fields=["reviewed_by", "reviewed_at", "verdict", "follows"])
    record(
        actor=actor, verb=Permission.GLASS_REVIEW, subject="registration", subject_id=row.registration_id,
        path=row.path, level=SENSITIVE, reason=verdict,
    )  # fmt: skip
    return row


@transaction.atomic
def escalate_reviews(*, now: datetime, today: date) -> int:
    """An opening nobody reviewed in time is marked for the delegate; answers how many."""
    late = now - timedelta(days=parameter("glass.review_days", on=today))
    with system("break glass"):
        rows = GlassRequest.objects.for_system("break glass").filter(
            confirmed_at__lt=late, reviewed_at__isnull=True, escalated_on__isnull=True
        )
        found = list(rows.select_for_update(skip_locked=True)[:1_000])
        for row in found:
            row.escalated_on = today
            row.save(update_fields=["escalated_on"])
            record(
                actor=None, verb="glass:late", subject="registration", subject_id=row.registration_id, path=row.path,
                level=SENSITIVE,
            )  # fmt: skip
    return len(found)

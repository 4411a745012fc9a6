"""What the rule of reaching asks of a person: her numbers in use, and what she answered."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.models import Consent, Phone
from wasl.people.rules.reaching import Line, Purpose, Reach, Way, way_to_reach

#: The purpose of the catalogue that she is asked about.
CONTACT = "CONTACT"


def lines_of(phones: Any, *, registration_id: UUID, on: date) -> list[tuple[Line, str]]:
    """Each number in use with what the rule needs of it, the latest first; `phones` is a query set already opened."""
    rows = phones.filter(registration=registration_id).order_by("-id")
    return [
        (Line(row.pk, row.contact, row.level, bool(row.belongs_to.strip())), row.number)
        for row in rows
        if row.ended_on is None or row.ended_on > on
    ]


def consent_to_contact(consents: Any, *, registration_id: UUID) -> str | None:
    """Her latest answer; `consents` is a query set already opened."""
    rows = consents.filter(registration=registration_id, code=CONTACT).order_by("-id")
    return rows.values_list("answer", flat=True).first()  # type: ignore[no-any-return]


def reach_of(
    *,
    actor: Actor,
    registration_id: UUID,
    purpose: Purpose,
    level: int,
    on: date,
    circuits: Collection[str] = (),
    carried: Collection[Way] = (),
) -> tuple[Reach, str]:
    """How she may be reached as far as the actor can see, and the number, empty without one."""
    phones = Phone.objects.visible_to(actor, Permission.PERSON_READ)
    lines = lines_of(phones, registration_id=registration_id, on=on)
    consents = Consent.objects.visible_to(actor, Permission.PERSON_READ)
    reach = way_to_reach(
        [line for line, _number in lines], purpose=purpose, level=level, circuits=circuits,
        consent=consent_to_contact(consents, registration_id=registration_id), carried=carried,
    )  # fmt: skip
    numbers = {line.id: number for line, number in lines}
    return reach, numbers.get(reach.line_id, "") if reach.line_id else ""

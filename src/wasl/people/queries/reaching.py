"""What the rule of reaching asks of a person: her numbers in use, and what she answered."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
    return [_line(row) for row in rows if row.ended_on is None or row.ended_on > on]


def _line(row: Phone) -> tuple[Line, str]:
    return Line(row.pk, row.contact, row.level, bool(row.belongs_to.strip())), row.number


def consent_to_contact(consents: Any, *, registration_id: UUID) -> str | None:
    """Her latest answer; `consents` is a query set already opened."""
    rows = consents.filter(registration=registration_id, code=CONTACT).order_by("-id")
    return rows.values_list("answer", flat=True).first()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody to be reached about a file of this level, in these circuits."""

    registration_id: UUID
    level: int
    circuits: frozenset[str] = frozenset()


def reaches_of(
    *, actor: Actor, sought: Sequence[Sought], purpose: Purpose, on: date, carried: Collection[Way] = ()
) -> list[tuple[Reach, str]]:
    """For each, how she may be reached as far as the actor can see, and the number, empty without one; two queries."""
    ids = {one.registration_id for one in sought}
    lines = defaultdict(list)
    for row in Phone.objects.visible_to(actor, Permission.PERSON_READ).filter(registration__in=ids).order_by("-id"):
        if row.ended_on is None or row.ended_on > on:
            lines[row.registration_id].append(_line(row))
    consents = Consent.objects.visible_to(actor, Permission.PERSON_READ).filter(registration__in=ids, code=CONTACT)
    answers = dict(consents.order_by("id").values_list("registration_id", "answer"))
    return [
        _reach(one, lines[one.registration_id], answers.get(one.registration_id), purpose=purpose, carried=carried)
        for one in sought
    ]


def _reach(
    one: Sought, lines: list[tuple[Line, str]], answer: str | None, *, purpose: Purpose, carried: Collection[Way]
) -> tuple[Reach, str]:
    reach = way_to_reach(
        [line for line, _number in lines], purpose=purpose, level=one.level, circuits=one.circuits, consent=answer,
        carried=carried,
    )  # fmt: skip
    return reach, next((number for line, number in lines if line.id == reach.line_id), "")

"""Where a new row stands: its unit, and the level and seal it takes from the person and the dossier it is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from wasl.assistance.models import Case, Orientation, Reception
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules import Fault, fault_of_unit
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.network.models import Unit
from wasl.people.models import Registration

R = TypeVar("R", bound=Recorded)

SOCIAL = 2


class Refused(Exception):
    """Base of this room's refusals: `fault` says which sentence the screen shows."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def unit_of(actor: Actor, *, on: date) -> Unit:
    """The counter the actor works at; raises Refused when it did not receive anybody that day."""
    unit = Unit.objects.get(pk=actor.unit_id)
    if fault := fault_of_unit(kind=unit.kind, opened_on=unit.opened_on, closed_on=unit.closed_on, on=on):
        raise Refused(fault)
    return unit


def registrations_of(actor: Actor, ids: Sequence[UUID]) -> list[Registration]:
    """In the order asked; one that is out of reach is refused like one that does not exist."""
    found = {row.pk: row for row in Registration.objects.visible_to(actor, Permission.PERSON_READ).filter(pk__in=ids)}
    if len(found) != len(set(ids)):
        raise NotAllowed(Permission.PERSON_READ, "a registration out of reach")
    return [found[one] for one in ids]


def case_of(actor: Actor, case_id: UUID | None, *, lock: bool = False) -> Case | None:
    if case_id is None:
        return None
    rows = Case.objects.visible_to(actor, Permission.CASE_READ)
    case = (rows.select_for_update() if lock else rows).filter(pk=case_id).first()
    if case is None:
        raise NotAllowed(Permission.CASE_READ, "a dossier out of reach")
    return case  # type: ignore[no-any-return]


def reception_of(actor: Actor, reception_id: UUID | None) -> Reception | None:
    if reception_id is None:
        return None
    reception = Reception.objects.visible_to(actor, Permission.RECEPTION_READ).filter(pk=reception_id).first()
    if reception is None:
        raise NotAllowed(Permission.RECEPTION_READ, "a reception out of reach")
    return reception  # type: ignore[no-any-return]


def orientation_of(actor: Actor, orientation_id: UUID | None) -> Orientation | None:
    if orientation_id is None:
        return None
    found = Orientation.objects.visible_to(actor, Permission.ORIENTATION_READ).filter(pk=orientation_id).first()
    if found is None:
        raise NotAllowed(Permission.ORIENTATION_READ, "an orientation out of reach")
    return found  # type: ignore[no-any-return]


def placed(unit: Unit, *about: Recorded | Registration | None) -> dict[str, Any]:
    """Columns of a row about these: the unit's path, the highest level among them and its seal."""
    gravest = max((row for row in about if row is not None), key=lambda row: row.level, default=None)
    level = max(SOCIAL, gravest.level) if gravest else SOCIAL
    return {"unit": unit, "path": unit.path, "level": level, "seal": gravest.seal if gravest else None}


def replayed[R: Recorded](actor: Actor, permission: Permission, row: R, *, same: tuple[str, ...]) -> R | None:
    """The row already written under this id, when it says the same; Refused when it says something else."""
    kind = type(row)
    known = kind.objects.visible_to(actor, permission).filter(pk=row.pk).first()
    if known is None:
        return None
    if any(getattr(known, name) != getattr(row, name) for name in same):
        raise Refused(Fault.OTHER_CONTENT)
    return known  # type: ignore[no-any-return]


def insert[R: Recorded](row: R) -> R:
    """Refused when the id is already taken by a row one may not see: never "received"."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_fault_of(error)) from error
    return row


def _fault_of(error: IntegrityError) -> Fault:
    diagnosis = getattr(error.__cause__, "diag", None)
    return Fault.FORM_TAKEN if diagnosis and "form" in (diagnosis.constraint_name or "") else Fault.OTHER_CONTENT

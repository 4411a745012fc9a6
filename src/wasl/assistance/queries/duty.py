"""Who is on duty, for whoever receives people; nothing here is about a person served."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from wasl.access.models import Posting
from wasl.access.roles import circuits_of, level_of
from wasl.assistance.models import OnCall
from wasl.assistance.queries.names import agents
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.models import Unit


@dataclass(frozen=True, slots=True)
class Duty:
    row: OnCall
    agent: str


def delegation_of(path: str) -> Unit | None:
    """The delegation at or above a unit's path."""
    steps = path.rstrip(".").split(".")
    above = [".".join(steps[:end]) + "." for end in range(1, len(steps) + 1)]
    return Unit.objects.filter(path__in=above, kind="DELEG").order_by("-path").first()


def duty_at(*, path: str, circuit: str, at: datetime) -> OnCall | None:
    """The duty in force for the delegation of this path."""
    unit = delegation_of(path)
    rows = OnCall.objects.filter(unit=unit, circuit=circuit, since_at__lte=at, until_at__gt=at)
    return rows.first() if unit else None


def phones_on_duty(accounts: Iterable[UUID], *, path: str) -> dict[UUID, str]:
    """The number that each gave for the latest duty of this delegation."""
    rows = OnCall.objects.filter(unit=delegation_of(path), account_id__in=set(accounts)).exclude(phone="")
    return dict(rows.order_by("since_at").values_list("account_id", "phone"))


def on_duty(*, actor: Actor, at: datetime) -> list[Duty]:
    """Who is on duty now in the actor's delegation, one a circuit: whom to call."""
    require(actor, Permission.RECEPTION_READ)
    return _named(OnCall.objects.filter(unit=delegation_of(actor.path), since_at__lte=at, until_at__gt=at))


def roster(*, actor: Actor, at: datetime, limit: int = 60) -> list[Duty]:
    """Duties of the actor's delegation that are not over, the next first."""
    require(actor, Permission.DUTY_SET)
    return _named(OnCall.objects.filter(unit=delegation_of(actor.path), until_at__gt=at).order_by("since_at")[:limit])


def _named(rows: object) -> list[Duty]:
    found = list(rows)  # type: ignore[call-overload]
    names = agents(row.account_id for row in found)
    return [Duty(row, names.get(row.account_id, "")) for row in found]


def team_of(*, path: str, circuit: str, on: date) -> list[UUID]:
    """Accounts posted at exactly this unit in a role of the circuit that reads nominative files."""
    postings = Posting.objects.filter(unit__path=path, since__lte=on, account__is_active=True)
    held = postings.filter(Q(until__isnull=True) | Q(until__gt=on)).values_list("account_id", "role")
    return sorted({one for one, role in held if circuit in circuits_of(role) and level_of(role) >= NOMINATIVE})


def duty_agents(*, actor: Actor, on: date) -> list[tuple[UUID, str]]:
    """Agents of the delegation who may be on duty, by name."""
    require(actor, Permission.DUTY_SET)
    unit = delegation_of(actor.path)
    if unit is None:
        return []
    postings = Posting.objects.filter(unit__path__startswith=unit.path, since__lte=on, account__is_active=True)
    held = postings.filter(Q(until__isnull=True) | Q(until__gt=on)).values_list("account_id", "role")
    able = {one for one, role in held if level_of(role) >= NOMINATIVE and circuits_of(role) & {"CHILD", "WOMEN"}}
    return sorted(agents(able).items(), key=lambda pair: pair[1])

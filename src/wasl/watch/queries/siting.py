"""Plans of where to open centres, their alternatives, and what has opened since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission as P
from wasl.network.models import UnitState
from wasl.network.queries import opened_between, units_on
from wasl.territory.models import Territory
from wasl.watch.models import SitingOption, SitingPlan
from wasl.watch.rules.siting import SitingState


def plans_of(*, actor: Actor) -> QuerySet[SitingPlan]:
    require(actor, P.WATCH_READ)
    return SitingPlan.objects.prefetch_related("options").order_by("-made_at", "-id")


def plan_of(*, actor: Actor, plan_id: UUID) -> SitingPlan:
    """Raises SitingPlan.DoesNotExist."""
    return plans_of(actor=actor).get(pk=plan_id)


def option_of(*, actor: Actor, option_id: UUID) -> SitingOption:
    """Raises SitingOption.DoesNotExist."""
    require(actor, P.WATCH_READ)
    return SitingOption.objects.select_related("plan", "after").get(pk=option_id)


def waiting_options() -> list[UUID]:
    return list(
        SitingOption.objects.filter(state=SitingState.WAITING).order_by("asked_at").values_list("pk", flat=True)
    )


def places_named(codes: Iterable[str]) -> dict[str, Territory]:
    """Communes, and the provinces they stand in, by code."""
    wanted = set(codes)
    return {place.code: place for place in Territory.objects.filter(code__in=wanted | {code[:6] for code in wanted})}


@dataclass(frozen=True, slots=True)
class Opened:
    """A unit of the plan's type that opened since the plan was made; `is_chosen`: in a commune of the alternative."""

    state: UnitState
    opened_on: date
    is_chosen: bool


def opened_since(*, plan: SitingPlan, codes: set[str], today: date) -> list[Opened]:
    """The latest first."""
    units = {unit.pk: unit for unit in opened_between(types=[plan.type], first=plan.made_at.date(), last=today)}
    states = units_on(today, types=[plan.type]).filter(unit_id__in=units)
    found = [Opened(state, units[state.unit_id].opened_on, state.commune_code in codes) for state in states]
    return sorted(found, key=lambda each: (each.opened_on, each.state.name_fr), reverse=True)

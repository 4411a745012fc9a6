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
    return SitingOption.objects.select_related("plan", "after", "asked_by__agent").get(pk=option_id)


def waiting_options() -> list[UUID]:
    return list(
        SitingOption.objects.filter(state=SitingState.WAITING).order_by("asked_at").values_list("pk", flat=True)
    )


def places_named(codes: Iterable[str]) -> dict[str, Territory]:
    """Communes, and the provinces they stand in, by code."""
    wanted = set(codes)
    return {place.code: place for place in Territory.objects.filter(code__in=wanted | {code[:6] for code in wanted})}


def standing_on(day: date, *, type: str) -> list[tuple[float, float]]:
    """Latitude and longitude of each centre of the type that stood on that day, or of its commune."""
    states = units_on(day, types=[type]).values_list("latitude", "longitude", "commune_code")
    rows = list(states)
    places = Territory.objects.filter(code__in={code for lat, _long, code in rows if lat is None})
    middles = dict(zip(places.values_list("code", flat=True), places.values_list("latitude", "longitude"), strict=True))
    points = [(lat, long) if lat is not None else middles.get(code, (None, None)) for lat, long, code in rows]
    return [(float(lat), float(long)) for lat, long in points if lat is not None and long is not None]


def refusals_of(option: SitingOption) -> list[tuple[str, str]]:
    """Communes refused on the way to this alternative, each with why, the first refusal first."""
    found, step = [], SitingOption.objects.filter(pk=option.pk)
    while (one := step.first()) is not None and one.after_id is not None:
        found.append((one.refused_code, one.reason))
        step = SitingOption.objects.filter(pk=one.after_id)
    return found[::-1]


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

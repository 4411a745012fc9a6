"""The list of units that one reader sees: secret units only to themselves and to those above them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.folding import search_key
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.network.models import Unit, UnitState
from wasl.network.queries.tree import in_force
from wasl.network.rules import SECRET_TYPES

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`status` is open, closed or planned on `day`; `words` in either script, or the beginning of a code."""

    day: date
    status: str = "open"
    kind: str = ""
    type: str = ""
    region: str = ""
    province: str = ""
    area: str = ""
    words: str = ""
    simulated: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`next_key` and `previous_key` are blank at the ends."""

    states: list[UnitState]
    total: int
    next_key: str
    previous_key: str


def shown_to(actor: Actor) -> Q:
    """Of UnitState rows: the unit never was of a secret type, or it lies within the reader's own part of the tree."""
    low, high = path_range(actor.path)
    secret = Exists(UnitState.objects.filter(unit=OuterRef("unit_id"), type__in=SECRET_TYPES))
    return Q(unit__path__gte=low, unit__path__lt=high) | Q(~secret)


def states_for(*, actor: Actor, filters: Filters) -> QuerySet[UnitState]:
    """One state per unit, as it was on the day (or last was, or will be)."""
    require(actor, Permission.UNIT_READ)
    states = UnitState.objects.filter(_on(filters)).filter(shown_to(actor)).select_related("unit", "parent")
    wanted = {
        "unit__kind": filters.kind,
        "type": filters.type,
        "province_code": filters.province,
        "area": filters.area,
    }
    states = states.filter(**{column: value for column, value in wanted.items() if value})
    if filters.region:
        states = states.filter(province_code__startswith=f"{filters.region}.")
    if filters.simulated is not None:
        states = states.filter(unit__is_simulated=filters.simulated)
    if filters.words:
        states = states.filter(_words(filters.words))
    return states


def page_of(*, actor: Actor, filters: Filters, language: str, key: str = "", size: int = PAGE) -> Page:
    """Fifty units in the order of their names, from the `key` of another page on."""
    name = "name_ar" if language == "ar" else "name_fr"
    states = states_for(actor=actor, filters=filters)
    total = states.count()
    direction, at = _read(key)
    if at is not None:
        states = states.filter(_beyond(name, at, direction))
    order = [name, "unit_id"] if direction == "after" else [f"-{name}", "-unit_id"]
    found = list(states.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if direction == "before":
        found.reverse()
    there = {"after": at is not None, "before": more}, {"after": more, "before": at is not None}
    return Page(
        states=found,
        total=total,
        previous_key=_key("before", found[0], name) if found and there[0][direction] else "",
        next_key=_key("after", found[-1], name) if found and there[1][direction] else "",
    )


def counts_by_province(*, actor: Actor, filters: Filters) -> Mapping[str, int]:
    """HCP code of a province -> units of the list that stand there."""
    states = states_for(actor=actor, filters=filters).exclude(province_code="")
    return dict(states.order_by().values_list("province_code").annotate(units=Count("pk")))


def units_under(*, actor: Actor, unit_id: UUID, day: date) -> QuerySet[UnitState]:
    """Directly under a unit on `day`, as far as the reader may see them."""
    states = UnitState.objects.filter(in_force(day), parent=unit_id).filter(shown_to(actor))
    return states.select_related("unit").order_by("unit__kind", "name_fr", "unit_id")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit and its whole history, oldest state first."""

    unit: Unit
    states: list[UnitState]

    def on(self, day: date) -> UnitState:
        """The state of that day; the last one before it, or the first to come."""
        past = [state for state in self.states if state.since <= day]
        return past[-1] if past else self.states[0]


def sheet_of(*, actor: Actor, code: str) -> Sheet | None:
    """None when there is no such unit, and just the same when it is hidden from the reader."""
    require(actor, Permission.UNIT_READ)
    states = UnitState.objects.filter(unit__code=code).filter(shown_to(actor))
    found = list(states.select_related("unit", "parent").order_by("since"))
    return Sheet(found[0].unit, found) if found else None


def _on(filters: Filters) -> Q:
    if filters.status == "closed":
        return Q(unit__closed_on__lte=filters.day, until=F("unit__closed_on"))
    if filters.status == "planned":
        return Q(unit__opened_on__gt=filters.day, since=F("unit__opened_on"))
    return in_force(filters.day)


def _words(text: str) -> Q:
    condition = Q()
    for word in search_key(text).split():
        condition &= Q(words__contains=word)
    return condition | Q(unit__code__istartswith=text.strip())


def _beyond(name: str, at: tuple[str, str], direction: str) -> Q:
    sign = "gt" if direction == "after" else "lt"
    return Q(**{f"{name}__{sign}": at[0]}) | Q(**{name: at[0], f"unit_id__{sign}": at[1]})


def _key(direction: str, state: UnitState, name: str) -> str:
    text = "\x1f".join((direction, str(getattr(state, name)), str(state.unit_id)))
    return urlsafe_b64encode(text.encode()).decode()


def _read(key: str) -> tuple[str, tuple[str, str] | None]:
    """A key that cannot be read is the first page: addresses are copied, cut and mailed about."""
    try:
        direction, name, unit_id = urlsafe_b64decode(key.encode()).decode().split("\x1f")
        UUID(unit_id)
    except ValueError:
        return "after", None
    return (direction, (name, unit_id)) if direction in {"after", "before"} else ("after", None)


def names_of(*, actor: Actor, unit_ids: Collection[UUID], day: date, language: str) -> dict[UUID, str]:
    """Unit id -> its name on `day` (or the last one before, or the first to come); hidden units are left out."""
    states = UnitState.objects.filter(unit__in=unit_ids).filter(shown_to(actor))
    started = Case(When(since__lte=day, then=0), default=1)
    latest = states.order_by("unit_id", started, "-since").distinct("unit_id")
    name = "name_ar" if language == "ar" else "name_fr"
    return dict(latest.values_list("unit_id", name))

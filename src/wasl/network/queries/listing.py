"""The list of units that one reader sees: secret units only to themselves and to those above them."""

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
from wasl.network.rules import PARENT_KINDS, SECRET_TYPES, Kind, path_above


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`status` is open, closed or planned on `day`; `words` in either script, or the beginning of a code; `under` the
    path of today that the units lie under."""

    day: date
    status: str = "open"
    kind: str = ""
    type: str = ""
    region: str = ""
    province: str = ""
    area: str = ""
    words: str = ""
    under: str = ""
    simulated: bool | None = None


def shown_to(actor: Actor) -> Q:
    """Of UnitState rows: the unit never was of a secret type, or it lies within the reader's own part of the tree
    and the reader is of the institution."""
    low, high = path_range(actor.path)
    secret = Exists(UnitState.objects.filter(unit=OuterRef("unit_id"), type__in=SECRET_TYPES))
    if not actor.may(Permission.UNIT_READ_PROTECTED):
        return Q(~secret)
    return Q(unit__path__gte=low, unit__path__lt=high) | Q(~secret)


def states_for(*, actor: Actor, filters: Filters) -> QuerySet[UnitState]:
    """One state per unit, as it was on the day (or last was, or will be)."""
    require(actor, Permission.UNIT_READ)
    states = UnitState.objects.filter(_on(filters)).filter(shown_to(actor)).select_related("unit", "parent")
    wanted = {
        "unit__kind": filters.kind,
        "type": filters.type,
        "area": filters.area,
    }
    states = states.filter(**{column: value for column, value in wanted.items() if value})
    if inside := filters.province or filters.region:
        # A region holds its provinces, Casablanca its prefectures of arrondissements.
        states = states.filter(Q(province_code=inside) | Q(province_code__startswith=f"{inside}."))
    if filters.under:
        low, high = path_range(filters.under)
        states = states.filter(unit__path__gte=low, unit__path__lt=high)
    if filters.simulated is not None:
        states = states.filter(unit__is_simulated=filters.simulated)
    if filters.words:
        states = states.filter(_words(filters.words))
    return states


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


def visible_names(*, actor: Actor, unit_ids: Collection[UUID], day: date, language: str) -> dict[UUID, str]:
    """Unit id -> its name on `day` (or the last one before, or the first to come); hidden units are left out."""
    if not unit_ids:
        return {}
    states = UnitState.objects.filter(unit__in=unit_ids).filter(shown_to(actor))
    started = Case(When(since__lte=day, then=0), default=1)
    latest = states.order_by("unit_id", started, "-since").distinct("unit_id")
    name = "name_ar" if language == "ar" else "name_fr"
    return dict(latest.values_list("unit_id", name))


def sheet_to_change(*, actor: Actor, code: str, permission: Permission) -> Sheet | None:
    """The sheet of a unit the actor may change; raises NotAllowed otherwise. A unit is opened under one's own part of
    the tree (unit:create), and changed from the unit above."""
    sheet = sheet_of(actor=actor, code=code)
    if sheet is not None:
        path = sheet.unit.path
        require(actor, permission, path=path if permission is Permission.UNIT_CREATE else path_above(path))
    return sheet


def possible_parents(*, actor: Actor, sheet: Sheet, day: date) -> QuerySet[UnitState]:
    """Units of the reader's part of the tree under which this one may be moved on `day`: offices, and for cells and
    teams the centres that stand beside it."""
    kinds = PARENT_KINDS[Kind(sheet.unit.kind)]
    low, high = path_range(actor.path)
    states = UnitState.objects.filter(in_force(day), unit__path__gte=low, unit__path__lt=high)
    near = Q(unit__kind__in=kinds - {Kind.CENTRE})
    if Kind.CENTRE in kinds:
        near |= Q(unit__kind=Kind.CENTRE, parent=sheet.on(day).parent_id)
    found = states.filter(near).exclude(unit__path__startswith=sheet.unit.path).exclude(unit=sheet.on(day).parent_id)
    return found.select_related("unit").order_by("unit__kind", "unit__code")

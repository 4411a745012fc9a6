"""Demand to come, as a reader may see it: whole territories of the own posting, and the centres in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from wasl.assistance.queries.places import km_between
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.bilingual import Bilingual
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.facts.engine import sql
from wasl.facts.engine.shapes import COUNTRY, Place, Relation, Rows, Wanted
from wasl.facts.feeds import assistance
from wasl.network.models import Unit, UnitState
from wasl.watch.feeds import places
from wasl.watch.models import Need, NeedsRun
from wasl.watch.queries.territories import answered_for, answers_for
from wasl.watch.rules.needs import (
    YEAR,
    Kept,
    Kind,
    Lacking,
    Months,
    Outlook,
    cold_factor,
    kept,
    lacking,
    taken_up,
    winter_factors,
)
from wasl.watch.rules.weeks import month_after

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Earlier forecasts whose errors are shown.
EARLIER = 12
#: Rows of a page of what was recorded.
SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A service in a territory or a centre: the year to come, and what its centres lack."""

    need: Need
    outlook: Outlook
    lacking: Lacking

    @property
    def is_of_places(self) -> bool:
        """People in places at a time, never added up over months."""
        return self.need.kind == Kind.PLACES

    def over_a_year(self, months: Iterable[float]) -> float:
        """Their sum; of places, the most of a month."""
        return max(months) if self.is_of_places else sum(months)

    @property
    def last_year(self) -> float | None:
        year = [value for value in self.need.past[-YEAR:] if value is not None]
        return self.over_a_year(year) if len(year) == YEAR else None


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre's share of a service; `takes` what it would take up of one that closes (scenario), a month."""

    unit_id: UUID
    name: Bilingual
    type: str
    line: Line
    takes: float = 0.0
    km: float | None = None

    @property
    def outlook(self) -> Outlook:
        return self.line.outlook

    @property
    def is_over(self) -> bool:
        """With what it would take up."""
        return bool(self.outlook.over) or self.takes_too_much

    @property
    def takes_too_much(self) -> bool:
        capacity = self.outlook.capacity
        return self.takes > 0 and capacity is not None and max(self.outlook.mean) + self.takes > capacity


def latest_run() -> NeedsRun | None:
    return NeedsRun.objects.exclude(finished_at=None).order_by("-month").first()


def run_under_way() -> tuple[NeedsRun, int] | None:
    """The one being made (or cut), and how many of its services are done."""
    run = NeedsRun.objects.filter(finished_at=None).order_by("-month").first()
    return (run, run.needs.filter(territory=COUNTRY, unit=None).count()) if run else None


def places_within(*, actor: Actor, run: NeedsRun) -> list[tuple[str, Bilingual]]:
    """(code, name) of the territories of the run that the posting answers for; the country first, without a name."""
    require(actor, Permission.WATCH_READ)
    codes = Need.objects.filter(run=run, unit=None).values_list("territory", flat=True)
    return answered_for(codes, actor=actor, on=run.month)


def lines_of(*, actor: Actor, run: NeedsRun, territory: str) -> list[Line]:
    """Every service of the territory, the busiest first; raises NotAllowed outside the posting."""
    _allowed(actor, run, territory)
    rows = Need.objects.filter(run=run, territory=territory, unit=None)
    order = {kind.value: place for place, kind in enumerate(Kind)}
    return sorted((_line(row) for row in rows), key=lambda line: (order[line.need.kind], -sum(line.need.mean)))


def line_of(
    *, actor: Actor, run: NeedsRun, territory: str, kind: Kind, service: str, unit_id: UUID | None = None
) -> Line:
    """Of the territory, or of one centre in it; raises Need.DoesNotExist, and NotAllowed outside the posting."""
    _allowed(actor, run, territory)
    asked = Need.objects.filter(run=run, kind=kind, service=service)
    if unit_id is None:
        return _line(asked.get(territory=territory, unit=None))
    low, high = path_range(actor.path)
    return _line(_below(asked, territory).get(unit=unit_id, unit__path__gte=low, unit__path__lt=high))


def _below(rows: "QuerySet[Need]", territory: str) -> "QuerySet[Need]":
    if territory == COUNTRY:
        return rows
    return rows.filter(Q(territory=territory) | Q(territory__startswith=f"{territory}."))


def _allowed(actor: Actor, run: NeedsRun, territory: str) -> None:
    require(actor, Permission.WATCH_READ)
    if not answers_for(territory, actor=actor, on=run.month):
        raise NotAllowed(Permission.WATCH_READ, "outside the territory of the posting in force")


def _line(need: Need) -> Line:
    found = Lacking(need.centres, tuple(need.missing), tuple(need.room), need.sure, need.likely, need.perhaps)
    outlook = Outlook(tuple(need.mean), tuple(need.lower), tuple(need.upper), need.capacity)
    return Line(need, outlook, found)


def after_a_winter(line: Line, *, month: date) -> tuple[Line, float] | None:
    """As if the cold of 2024-25 came again in every centre, and how many times a usual winter that was; None when not
    known."""
    factor = cold_factor(line.need.past, end=month)
    if factor is None:
        return None
    factors = winter_factors(factor, first=month, months=len(line.outlook.mean))
    need = line.need
    rows = Need.objects.filter(run_id=need.run_id, kind=need.kind, service=need.service).exclude(unit=None)
    rows = rows.filter(unit=need.unit_id) if need.unit_id else _below(rows, need.territory)
    found = lacking((_line(row).outlook.times(factors) for row in rows), months=len(factors))
    return replace(line, outlook=line.outlook.times(factors), lacking=found), factor


def centres_of(*, actor: Actor, line: Line, closed: UUID | None = None, factor: float | None = None) -> list[Centre]:
    """The centres of the territory within the posting, those that lack most first, then the busiest. With `closed`, its
    demand goes to the nearest of its type; with `factor`, that of `after_a_winter`, the winter is as cold."""
    need = line.need
    rows = Need.objects.filter(run_id=need.run_id, kind=need.kind, service=need.service).exclude(unit=None)
    low, high = path_range(actor.path)
    rows = _below(rows, need.territory).filter(unit__path__gte=low, unit__path__lt=high)
    states = _states(rows)
    found = [_centre(row, states[row.unit_id]) for row in rows if row.unit_id in states]
    if factor is not None:
        factors = winter_factors(factor, first=need.run.month, months=len(line.outlook.mean))
        found = [replace(one, line=_colder(one.line, factors)) for one in found]
    found.sort(key=lambda one: (-max(one.line.lacking.missing), -sum(one.outlook.mean)))
    return _without(found, states, closed) if closed else found


def _colder(line: Line, factors: Months) -> Line:
    outlook = line.outlook.times(factors)
    return replace(line, outlook=outlook, lacking=lacking([outlook], months=len(factors)))


def _states(rows: "QuerySet[Need]") -> dict[UUID | None, UnitState]:
    states = UnitState.objects.filter(unit__in=rows.values("unit"), until=None).defer("words")
    return {state.unit_id: state for state in states}


def name_of(unit_id: UUID) -> Bilingual:
    """Of a unit that stands; blank for one that has closed since."""
    state = UnitState.objects.filter(unit=unit_id, until=None).defer("words").first()
    return Bilingual(state.name_fr, state.name_ar) if state else Bilingual("", "")


def _centre(need: Need, state: UnitState) -> Centre:
    return Centre(state.unit_id, Bilingual(state.name_fr, state.name_ar), state.type, _line(need))


def _without(found: Sequence[Centre], states: dict[UUID | None, UnitState], closed: UUID) -> list[Centre]:
    gone = next((one for one in found if one.unit_id == closed), None)
    if gone is None:
        return list(found)
    others = [one for one in found if one.unit_id != closed and one.type == gone.type]
    distances = {str(one.unit_id): _km(states[closed], states[one.unit_id]) for one in others}
    shares = taken_up(distances) if others else {}
    busiest = max(gone.outlook.mean)
    rest = (one for one in found if one.unit_id != closed)
    told = [
        replace(one, takes=busiest * shares.get(str(one.unit_id), 0.0), km=distances.get(str(one.unit_id)))
        for one in rest
    ]
    return sorted(told, key=lambda one: -one.takes)


def _km(one: UnitState, other: UnitState) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    here, there = (float(one.latitude), float(one.longitude)), (float(other.latitude), float(other.longitude))
    return km_between(here, there)


def earlier_of(line: Line, *, run: NeedsRun) -> list[Kept]:
    """How forecasts made before this run did, the last first."""
    need = line.need
    rows = Need.objects.filter(
        kind=need.kind, service=need.service, territory=need.territory, unit=need.unit_id, run__month__lt=run.month
    ).exclude(run__finished_at=None)
    found = (
        kept(made=row.run.month, mean=row.mean, lower=row.lower, upper=row.upper, past=need.past, end=run.month)
        for row in rows.select_related("run").order_by("-run__month")[:EARLIER]
    )
    return [one for one in found if one is not None]


def months_of_year(first: date, *, count: int) -> list[date]:
    return [month_after(first, step) for step in range(count)]


def rows_behind(*, actor: Actor, line: Line, month: date, after: str = "") -> Rows:
    """The records that a past month of the series was counted from, as far as the reader may open them."""
    need = line.need
    period = Period.parse(f"{month:%Y-%m}")
    if line.is_of_places:
        relation = places.relation(since=period.since, until=period.until)
        wanted = Wanted(keys=(need.service,), kinds=(places.HOUSED, places.REFUSED))
    else:
        relation = assistance.relation(period=period)
        is_received = need.kind == Kind.RECEIVED
        wanted = Wanted(kinds=("reception",)) if is_received else Wanted(keys=(need.service,), kinds=("act",))
    place = Place(need.territory)
    if need.unit_id:
        # Of one centre nominative rows are not even counted: see facts.engine.series.
        relation = Relation(f"SELECT n.* FROM ({relation.sql}) n WHERE n.level < {NOMINATIVE}", relation.parameters)
        place = Place(COUNTRY, Unit.objects.get(pk=need.unit_id).path)
    (count,) = sql.counts(relation=relation, wanted=[wanted], place=place)
    rows, opened = sql.listed(relation=relation, wanted=wanted, place=place, actor=actor, after=after, limit=SIZE + 1)
    last = rows[SIZE - 1] if len(rows) > SIZE else None
    next_after = f"{last.on:%Y-%m-%d} {last.unit_id} {last.row_id}" if last else None
    return Rows(tuple(rows[:SIZE]), count.rows, max(count.rows - opened, 0), next_after)

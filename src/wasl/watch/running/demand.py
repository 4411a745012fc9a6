"""What was asked of every centre, month by month, and what stands there to answer it: agents and places."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from wasl.access.grants import GRANTS
from wasl.access.models import Posting
from wasl.core.period import Period
from wasl.core.permissions import Permission
from wasl.facts.engine.series import UnitMonths, by_unit
from wasl.facts.feeds import assistance
from wasl.network.models import UnitState
from wasl.watch.feeds import places
from wasl.watch.rules.needs import Kind
from wasl.watch.rules.weeks import months_between

Array = NDArray[np.float64]
Key = tuple[str, str, str]

#: Months a centre must have recorded in before it is foretold by itself.
LEAST = 3
#: Who answers people that come: roles that record what was done for them.
AT_WORK = sorted(role for role, granted in GRANTS.items() if Permission.ACT_RECORD in granted)


@dataclass(frozen=True, slots=True)
class Series:
    """`unit` is None for what a province's centres do not tell one by one: nominative acts, closed centres, centres
    that have only begun."""

    kind: Kind
    service: str
    province: str
    unit: str | None
    values: Array


@dataclass(frozen=True, slots=True)
class CentreState:
    """A unit that stands: its province, authorised places, and the days each agent's posting covers."""

    province: str
    places: int | None
    postings: list[tuple[date, date | None]] = field(default_factory=list)

    def agents_on(self, day: date) -> int:
        return sum(since <= day and (until is None or day < until) for since, until in self.postings)


Centres = Mapping[str, CentreState]


def centres_on(day: date) -> Centres:
    states = UnitState.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day, unit__closed_on=None)
    columns = states.values_list("unit_id", "province_code", "capacity")
    found = {str(unit): CentreState(province, capacity) for unit, province, capacity in columns}
    held = Posting.objects.filter(role__in=AT_WORK, stands_in_for=None).values_list("unit_id", "since", "until")
    for unit, since, until in held:
        if str(unit) in found:
            found[str(unit)].postings.append((since, until))
    return found


def read(first: date, end: date, centres: Centres) -> tuple[list[Series], bool]:
    """Every series from the month of `first` to the one before `end`, and whether anything in them is simulated."""
    months = months_between(first, end)
    acts = assistance.relation(period=Period(f"{first.year}-{end.year}", first, end))
    done = _Read(months, centres)
    done.take(by_unit(relation=acts, kinds=("act", "reception"), first=first))
    housed = _Read(months, centres)
    housed.take(by_unit(relation=places.relation(since=first, until=end), kinds=places.KINDS, first=first))
    return [*_of_acts(done), *_of_places(housed)], done.is_simulated or housed.is_simulated


class _Read:
    """Counts by (kind, key), then by (province, unit); units that no longer stand are their province's."""

    def __init__(self, months: int, centres: Centres) -> None:
        self.months, self.centres, self.is_simulated = months, centres, False
        self.counts: dict[tuple[str, str], dict[tuple[str, str], Array]] = defaultdict(dict)

    def take(self, lines: Iterator[UnitMonths]) -> None:
        for line in lines:
            stands = self.centres.get(line.unit)
            place = (stands.province, line.unit) if stands else (line.province, "")
            pairs = np.frombuffer(line.content, dtype=">i4").reshape(-1, 2)
            pairs = pairs[(pairs[:, 0] >= 0) & (pairs[:, 0] < self.months)]
            of_key = self.counts[line.kind, line.key if line.kind != "reception" else ""]
            np.add.at(of_key.setdefault(place, np.zeros(self.months)), pairs[:, 0], pairs[:, 1])
            self.is_simulated |= line.is_simulated


def _of_acts(found: _Read) -> Iterator[Series]:
    """A centre's month without a line is zero where it recorded anything at all that month, else missing."""
    wrote: dict[tuple[str, str], Array] = defaultdict(lambda: np.zeros(found.months))
    for by_place in found.counts.values():
        for place, values in by_place.items():
            wrote[place] += values
    for (kind, service), by_place in found.counts.items():
        named = (Kind.SERVICE, service) if kind == "act" else (Kind.RECEIVED, "")
        rest: dict[str, Array] = defaultdict(lambda: np.zeros(found.months))
        for (province, unit), values in by_place.items():
            active = wrote[province, unit] > 0
            if unit and active.sum() >= LEAST:
                yield Series(*named, province, unit, np.where(active, values, np.nan))
            else:
                rest[province] += values
        for province, values in rest.items():
            if values.any():
                yield Series(*named, province, None, np.where(np.cumsum(values) > 0, values, np.nan))


def _of_places(found: _Read) -> Iterator[Series]:
    """The month's mean of the weeks that were told, and every refusal of the month; a month without a week that says
    how many were enrolled is missing."""
    for (kind, service), by_place in found.counts.items():
        if kind != places.HOUSED:
            continue
        weeks, refused = found.counts[places.WEEKS, service], found.counts.get((places.REFUSED, service), {})
        for (province, unit), values in by_place.items():
            told = weeks[province, unit]
            with np.errstate(divide="ignore", invalid="ignore"):
                mean = np.where(told > 0, values / told, np.nan)
            asked = np.rint(mean + refused.get((province, unit), 0.0))
            if unit and np.isfinite(asked).any():
                yield Series(Kind.PLACES, service, province, unit, asked)

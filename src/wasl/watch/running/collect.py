"""Every fact the indicators count, in one query a feed, kept as packed lines until its indicator is looked at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wasl.core.period import Period
from wasl.facts.engine import series as engine
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.feeds import assistance, casework, needs
from wasl.facts.rules.indicator import Acts, Casework, Needs
from wasl.watch.feeds import weekly
from wasl.watch.rules.indicator import Watched, Weekly

#: (code of the indicator, what is counted): "value", and for weekly states "enrolled" and "reports".
Key = tuple[str, str]


@dataclass(slots=True)
class Collected:
    """Packed lines by indicator and what they count; `active`: place and packed rows written, by unit."""

    lines: dict[Key, list[tuple[str, bytes]]] = field(default_factory=lambda: defaultdict(list))
    active: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    simulated: set[str] = field(default_factory=set)


def collect(indicators: Sequence[Watched], *, first: date, until: date, step: str) -> Collected:
    """Facts from `first` (a Monday, or the first of a month) to the day before `until`."""
    found = Collected()
    period = Period(f"{first.year}-{until.year}", first, until)
    for relation, asked in _feeds(indicators, period).items():
        keys, wanted = zip(*asked, strict=True)
        for line in engine.series(relation=relation, wanted=wanted, first=first, step=step):
            found.lines[keys[line.index]].append((line.place, line.content))
            if line.is_simulated:
                found.simulated.add(line.place)
    if step == "week":
        for unit, place, content in engine.activity(relation=assistance.relation(period=period), first=first):
            found.active[unit] = (place, content)
    return found


def _feeds(indicators: Sequence[Watched], period: Period) -> Mapping[Relation, list[tuple[Key, Wanted]]]:
    feeds: dict[Relation, list[tuple[Key, Wanted]]] = defaultdict(list)
    for one in indicators:
        match one.of:
            case Acts():
                feeds[assistance.relation(period=period)].append(((one.code, weekly.VALUE), assistance.wanted(one.of)))
            case Casework():
                relation, wanted = casework.read(one.of, period=period)
                feeds[relation].append(((one.code, weekly.VALUE), wanted))
            case Needs():
                feeds[needs.relation(period=period)].append(((one.code, weekly.VALUE), needs.wanted(one.of)))
            case Weekly():
                relation = weekly.relation(since=period.since, until=period.until)
                for kind in (weekly.VALUE, weekly.ENROLLED, weekly.REPORTS):
                    feeds[relation].append(((one.code, kind), weekly.wanted(one.of, kind)))
    return feeds

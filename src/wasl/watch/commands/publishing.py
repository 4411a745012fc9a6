"""Freezing what may leave: counts by province and month, merged once and for all where they are small."""

import struct
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from wasl.catalogue.queries import parameter
from wasl.core.period import Period
from wasl.facts.engine import series as engine
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.feeds import assistance, needs
from wasl.facts.rules.indicator import Acts, Needs
from wasl.watch.disclosure import Part, partition
from wasl.watch.feeds import weekly
from wasl.watch.indicators import watched
from wasl.watch.models import PublishedTable
from wasl.watch.queries.territories import provinces_of
from wasl.watch.rules.indicator import Watched, Weekly
from wasl.watch.rules.weeks import last_complete_month, month_after


class NotPublished(Exception):
    """The month is not over, or the indicator is not one that may leave; the text says which."""


@transaction.atomic
def published_table(*, indicator: str, month: date, today: date, now: datetime) -> list[Part]:
    """The partition of that month, frozen at its first use; later corrections do not change it."""
    known = _kept(indicator, month)
    if known is not None:
        return known
    watching = watched().get(indicator)
    if watching is None or not watching.is_published:
        raise NotPublished(indicator)
    if month > last_complete_month(today, wait_days=parameter("watch.wait_days", on=today)):
        raise NotPublished(month.isoformat())
    threshold = parameter("disclosure.minimum", on=today)
    counts = counts_of(watching, month)
    parts = partition(counts, regions={code: code[:2] for code in counts}, threshold=threshold)
    PublishedTable.objects.bulk_create(
        [
            PublishedTable(
                indicator=indicator, month=month, threshold=threshold, frozen_at=now,
                parts=[{"places": list(part.places), "count": part.count} for part in parts],
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    # Two at once would each have counted: the first that was kept is the one everybody uses.
    return _kept(indicator, month) or parts


def _kept(indicator: str, month: date) -> list[Part] | None:
    row = PublishedTable.objects.filter(indicator=indicator, month=month).values_list("parts", flat=True).first()
    return None if row is None else [Part(tuple(one["places"]), one["count"]) for one in row]


def counts_of(indicator: Watched, month: date) -> dict[str, int]:
    """Counts by province; a province from which nothing at all came in that month is absent, not zero."""
    relation, wanted, anything = _asked(indicator, month)
    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    provinces = provinces_of(["MA"])
    for line in engine.series(relation=relation, wanted=[wanted, anything], first=month, step="month"):
        province = _within(line.place, provinces)
        if province:
            into = found[line.index]
            into[province] = into.get(province, 0) + _first_step(line.content)
    counted, reported = found
    return {province: counted.get(province, 0) for province in reported}


def _asked(indicator: Watched, month: date) -> tuple[Relation, Wanted, Wanted]:
    period = Period(f"{month:%Y-%m}", month, month_after(month))
    match indicator.of:
        case Acts():
            return assistance.relation(period=period), assistance.wanted(indicator.of), Wanted()
        case Needs():
            return needs.relation(period=period), needs.wanted(indicator.of), Wanted()
        case Weekly():
            relation = weekly.relation(since=period.since, until=period.until)
            return relation, weekly.wanted(indicator.of), weekly.wanted(indicator.of, weekly.REPORTS)
        case _:
            raise NotPublished(indicator.code)


def _within(place: str, provinces: Mapping[str, object]) -> str:
    while place and place not in provinces:
        place = place.rpartition(".")[0]
    return place


def _first_step(content: bytes) -> int:
    return sum(count for step, count in struct.iter_unpack(">ii", content) if step == 0)


def months_within(since: date, until: date) -> Iterable[date]:
    """First days of the whole months from `since` to before `until`."""
    month = since if since.day == 1 else month_after(since)
    while month_after(month) <= until:
        yield month
        month = month_after(month)

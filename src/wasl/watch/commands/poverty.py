"""Who lacks several things at once: guessed for territories from census rates, counted for households from what they
answered.

Imported by the job that runs it and by nothing that serves pages: the arrays it counts with are heavy.
"""

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock

from django.db import transaction
from django.utils import timezone

from wasl.catalogue.queries import parameter
from wasl.core.scope import system
from wasl.territory.bulk import CENSUSES
from wasl.territory.models import Territory
from wasl.territory.queries import source
from wasl.territory.rules import INNER_PREFECTURE, Level
from wasl.watch.commands.poverty_definitions import definition_in_force, seed_definition
from wasl.watch.models import AssessedPoverty, CensusPoverty, PovertyRun
from wasl.watch.rules.outreach import months_later
from wasl.watch.rules.poverty import ASSESSED, POOR, UNSAID, UNSURE, Definition, Kind, hidden_counts, ranks
from wasl.watch.running.census_rates import Rates, rates_of
from wasl.watch.running.lacks import JOB, Place, counts_of, placed, shares_of, tallies_of

CENSUS_MODEL = "headcount guessed from seven census columns, one common factor of one half; 1"
ASSESSED_MODEL = "Alkire and Foster's count, last assessment of each household; 1"
LEVELS = (Level.COUNTRY, Level.REGION, Level.PROVINCE, Level.COMMUNE)


@transaction.atomic
def count_census(*, now: datetime, today: date, again: bool = False) -> PovertyRun | None:
    """Once for each edition of the census figures; None while none is loaded."""
    began, edition = time.perf_counter(), source()
    if edition is None:
        return None
    read = {"name": edition.name, "version": edition.version, "sha256": edition.sha256}
    done = PovertyRun.objects.filter(kind=Kind.CENSUS, model=CENSUS_MODEL, read=read).exclude(finished_at=None)
    if not again and (known := done.first()):
        return known
    run = PovertyRun.objects.create(kind=Kind.CENSUS, model=CENSUS_MODEL, read=read, as_of=today, started_at=now)
    before, latest = (rates_of(census) for census in CENSUSES)
    rows = [row for level in LEVELS for row in _of_level(run, level, before, latest)]
    CensusPoverty.objects.bulk_create(rows, batch_size=1_000)
    unknown = sum(row.now is None for row in rows)
    return _finished(run, {"territories": len(rows), "unknown": unknown}, began)


def _of_level(run: PovertyRun, level: Level, before: Rates, latest: Rates) -> list[CensusPoverty]:
    """Prefectures that divide one city are counted apart from the provinces, and are not ranked among them."""
    places = dict(Territory.objects.filter(level=level).exclude(kind=INNER_PREFECTURE).values_list("pk", "code"))
    ids = list(places)
    then, now, composite = before.headcounts(ids), latest.headcounts(ids), latest.composites(ids)
    order, other = ranks(now), ranks(composite)
    return [
        CensusPoverty(
            run=run, territory=code, level=level, before=then.get(pk), now=now.get(pk), composite=composite.get(pk),
            rank=order.get(pk), composite_rank=other.get(pk),
        )
        for pk, code in places.items()
    ]  # fmt: skip


@transaction.atomic
def count_assessed(*, now: datetime, today: date, again: bool = False) -> PovertyRun | None:
    """Once a month, of what was assessed before its first day; None while nothing was."""
    began, as_of = time.perf_counter(), today.replace(day=1)
    done = PovertyRun.objects.filter(kind=Kind.ASSESSED, as_of=as_of).exclude(finished_at=None)
    if not again and (known := done.first()):
        return known
    seed_definition()
    given = definition_in_force(on=as_of)
    if given is None:
        return None
    row, definition = given
    since = months_later(as_of, -definition.months)
    with system(JOB):
        tallies = tallies_of(definition, since=_midnight(since), until=_midnight(as_of))
    if not tallies.of_unit:
        return None
    minimum = parameter("disclosure.minimum", on=today)
    run = PovertyRun.objects.create(
        kind=Kind.ASSESSED, model=ASSESSED_MODEL, definition=row, as_of=as_of, started_at=now,
        read={"since": since.isoformat(), "until": as_of.isoformat(), "minimum": minimum},
        is_simulated=tallies.is_simulated,
    )  # fmt: skip
    rows = _of_places(run, placed(tallies, on=as_of), definition, minimum)
    AssessedPoverty.objects.bulk_create(rows, batch_size=1_000)
    return _finished(run, {"households": rows[0].assessed, "places": len(rows)}, began)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock.min))


def _of_places(run: PovertyRun, places: Sequence[Place], definition: Definition, minimum: int) -> list[AssessedPoverty]:
    codes = [thing.code for thing in definition.things]
    counts = {place.key: counts_of(place, definition) for place in places}
    parents = {place.key: place.parent for place in places}
    hidden = hidden_counts(counts, parents=parents, things=codes, threshold=minimum)
    return [
        AssessedPoverty(
            run=run, territory=place.territory, unit_id=place.unit_id, assessed=mine[ASSESSED], unsure=mine[UNSURE],
            poor=mine[POOR], lacking=[mine[code] for code in codes], unsaid=[mine[UNSAID + code] for code in codes],
            hidden=hidden[place.key], **shares_of(place, definition),
        )
        for place in places
        for mine in (counts[place.key],)
    ]  # fmt: skip


def _finished(run: PovertyRun, figures: dict[str, int], began: float) -> PovertyRun:
    run.figures, run.finished_at = figures, run.started_at + timedelta(seconds=time.perf_counter() - began)
    run.save(update_fields=["figures", "finished_at"])
    return run

from datetime import UTC, date, datetime

from tests.house.addresses import Address
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.watch.commands.poverty_definitions import CODE, seed_definition
from wasl.watch.models import AssessedPoverty, CensusPoverty, PovertyDefinition, PovertyRun

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)
RUN = {"model": "t", "as_of": date(2026, 11, 1), "started_at": NOW, "finished_at": NOW}
LARGE = {"lacking": [7] * 9, "unsaid": [6] * 9, "contributions": [0.02] * 9}


def guessed(**more):
    def of(world):
        def make():
            run = PovertyRun.objects.create(kind="census", read={}, **RUN)
            for code, level in (("MA", "country"), ("05", "region"), ("05.081", "province")):
                CensusPoverty.objects.create(run=run, territory=code, level=level, now=20.0, before=30.0, rank=1)

        world.once("census poverty", make)
        return more

    return of


def counted(**more):
    """The province of the small institution, so that its delegate and whoever stands above may read it."""

    def of(world):
        def make():
            seed_definition()
            row = PovertyDefinition._default_manager.get(code=CODE)
            read = {"since": "2024-11-01", "until": "2026-11-01"}
            run = PovertyRun.objects.create(kind="assessed", read=read, definition=row, **RUN)
            shares = {"headcount": 0.5, "intensity": 0.4, "adjusted": 0.2, "assessed": 50, "unsure": 8, "poor": 21}
            for code in ("MA", "05", "05.081"):
                AssessedPoverty.objects.create(run=run, territory=code, **shares, **LARGE)

        world.once("assessed poverty", make)
        return more

    return of


def nothing(world):
    return {"row_id": new_id()}


def census(**more):
    return Address(P.WATCH_READ, inside=guessed(**more), reach="everywhere", empty_at_first=True)


def households(**more):
    return Address(P.WATCH_READ, inside=counted(**more), reach="centre", empty_at_first=True)


ADDRESSES = {
    "poverty:home": Address(P.WATCH_READ),
    "poverty:table": census(extension="csv"),
    "poverty:one": census(code="05.081"),
    "poverty:file": census(code="05.081", extension="xlsx"),
    "poverty:households": Address(P.WATCH_READ),
    "poverty:households_file": households(what="things", extension="csv"),
    "poverty:rows": Address(P.WATCH_READ, empty_at_first=True),
    "poverty:definition": Address(P.WATCH_READ),
    "poverty:propose": Address(
        P.WATCH_SCORE_EDIT, ("GET", "POST"), inside=counted(), reach="everywhere", empty_at_first=True
    ),
    "poverty:decide": Address(
        P.WATCH_SCORE_EDIT,
        ("POST",),
        inside=nothing,
        reach="everywhere",
        empty_at_first=True,
    ),
}

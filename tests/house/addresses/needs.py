from datetime import UTC, date, datetime

from tests.house.addresses import Address
from wasl.core.permissions import Permission as P
from wasl.watch.models import Need, NeedsRun

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)


def foretold(**more):
    """The province of the small institution, so that its delegate and whoever stands above may read it."""

    def of(world):
        def make():
            run = NeedsRun.objects.create(
                month=date(2026, 11, 1), model="1", parameters={}, total=2, started_at=NOW, finished_at=NOW
            )
            year = {"past": [5.0] * 24, "mean": [5.0] * 12, "lower": [3.0] * 12, "upper": [8.0] * 12}
            year |= {"missing": [0.0] * 12, "room": [0.0] * 12, "tested": 12, "known": 24, "run": run}
            for territory in ("MA", "05", "05.081"):
                Need.objects.create(territory=territory, kind="received", service="", **year)
                Need.objects.create(territory=territory, kind="service", service="JUR", **year)
            return run

        world.once("needs", make)
        return more

    return of


def address(**more):
    return Address(P.WATCH_READ, inside=foretold(**more), reach="centre", empty_at_first=True)


ADDRESSES = {
    "needs:home": Address(P.WATCH_READ),
    "needs:table": address(extension="xlsx"),
    "needs:one": address(kind="service", code="JUR"),
    "needs:rows": address(kind="service", code="JUR"),
    "needs:file": address(kind="received", code="all", extension="csv"),
}

"""How often alerts were right, by indicator and by province: published on the method page from enough answers on."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.watch.models import Alert
from wasl.watch.queries.territories import Named, provinces_of
from wasl.watch.rules.alerts import AlertState

JOB = "watch alerts"


@dataclass(frozen=True, slots=True)
class Precision:
    """Of `judged` alerts `right` were real; `waiting` are unchecked. `code` is an indicator’s or a province’s."""

    code: str
    right: int
    judged: int
    waiting: int

    def share(self, *, least: int) -> int | None:
        """Percent; None while fewer than `least` were judged."""
        return round(100 * self.right / self.judged) if self.judged >= least else None


def precision_by_indicator(*, actor: Actor, today: date) -> list[Precision]:
    """Of the whole country over the last two years, whoever reads: no alert is told, only how many were right."""
    require(actor, Permission.WATCH_READ)
    with system(JOB):
        rows = _rows(today).values("indicator").annotate(**_COUNTS).order_by("indicator")
        return [Precision(row["indicator"], row["right"], row["judged"], row["waiting"]) for row in rows]


def precision_by_province(*, actor: Actor, today: date) -> list[tuple[Named, Precision]]:
    require(actor, Permission.WATCH_READ)
    with system(JOB):
        rows = list(_rows(today).values("territory").annotate(**_COUNTS))
    found = []
    for code, named in provinces_of(["MA"]).items():
        mine = [row for row in rows if row["territory"] == code or row["territory"].startswith(f"{code}.")]
        if mine:
            right, judged, waiting = (sum(row[name] for row in mine) for name in ("right", "judged", "waiting"))
            found.append((named, Precision(code, right, judged, waiting)))
    return found


_COUNTS = {
    "right": Count("id", filter=Q(was_right=True)),
    "judged": Count("id", filter=Q(was_right__isnull=False)),
    "waiting": Count("id", filter=Q(state__in=[AlertState.DETECTED, AlertState.TO_VERIFY])),
}


def _rows(today: date):  # type: ignore[no-untyped-def]
    return Alert.objects.for_system(JOB).filter(week__gte=today - timedelta(days=730)).exclude(channel="silence")

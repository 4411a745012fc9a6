"""Whether enough of the weekly states that usually come have come."""

from collections import Counter
from datetime import date, timedelta

from wasl.core.scope import system
from wasl.facts.rules.declaring import Status
from wasl.network.models import UnitState
from wasl.network.queries import in_force
from wasl.watch.models import WeekState
from wasl.watch.rules.indicator import Fineness, Weekly
from wasl.watch.running.ground import Ground

JOB = "watch alerts"
#: A unit that reported within so many weeks is expected to report again.
RECENT = 8


def completeness(of: Weekly, ground: Ground, week: date) -> dict[str, float]:
    """Share of the units expected that reported in the week, by territory; call it inside a transaction."""
    since = week - timedelta(weeks=RECENT)
    with system(JOB):
        rows = WeekState.objects.for_system(JOB).filter(
            status=Status.APPROVED, measure__in=of.measures, week__gte=since, week__lte=week
        )
        reported = set(rows.values_list("unit_id", "week"))
    units = {unit for unit, _week in reported}
    places = UnitState.objects.filter(in_force(week), unit_id__in=units).values_list(
        "unit_id", "commune_code", "province_code"
    )
    expected, came = Counter[str](), Counter[str]()
    for unit, commune, province in places:
        for code in ground.chain(commune or province, Fineness.COMMUNE):
            expected[code] += 1
            came[code] += (unit, week) in reported
    return {code: came[code] / number for code, number in expected.items()}

"""Three years of months in Azilal for the forecast of needs: acts at the counters, and homes that turn pupils away.

Some services grow, all are asked for more in winter, and most in the cold of 2024-25; one centre outgrows itself.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from wasl.access.models import Account
from wasl.assistance.bulk import NewAct, write_acts
from wasl.core.scope import system
from wasl.network.models import UnitState
from wasl.simulation.plan import plan
from wasl.simulation.watch import WEEKS, drawn, world_of
from wasl.watch.bulk import JOB, NewWeekState, write_week_states
from wasl.watch.models import WeekState
from wasl.watch.rules.needs import COLD, WINTER
from wasl.watch.rules.weeks import month_after

MONTHS = 36
#: Acts a month at a centre of usual size, and how many times more each year. None of these is watched by the week.
ACTS = {"ADM": (24.0, 1.0), "JUR": (9.0, 1.05), "PSY": (7.0, 1.12), "SCOL": (11.0, 1.0)}
OUTGROWS, BY = 1, 1.45
IN_WINTER, IN_THE_COLD = 1.15, 1.3
#: Homes refuse when fewer places than this are left; most in the two months when school begins.
FULL = 6
REFUSED = {9: 6.0, 10: 4.0}


def load(*, progress: Callable[[str], None], today: date) -> None:
    random = Random(plan()["seed"] + 6)
    world = world_of(today=today, weeks=WEEKS)
    delegate, typist, director = (Account.objects.get(staff_number=number) for number in ("AZ001", "AZ005", "AZ011"))
    acts = write_acts(acts_of(random, world.counters, today=today, agent=director.agent_id))
    refused = write_week_states(
        refused_of(random, full_homes(world.homes), world.weeks), entered_by=typist.pk,
        approved_by=delegate.pk, at=datetime.combine(today, time(9), UTC),
    )  # fmt: skip
    progress(f"{acts} monthly acts and {refused} weeks with pupils turned away, for what is to come")


def acts_of(random: Random, counters: Sequence[UnitState], *, today: date, agent: UUID) -> Iterator[NewAct]:
    first = month_after(today.replace(day=1), -MONTHS)
    for place, state in enumerate(counters):
        size = random.uniform(0.6, 1.6)
        for service, (usual, growth) in ACTS.items():
            yearly = BY if service == "PSY" and place < OUTGROWS else growth
            for step in range(MONTHS):
                month = month_after(first, step)
                count = drawn(random, usual * size * yearly ** (step / 12) * season(month))
                if count:
                    day = month + timedelta(days=random.randrange(25))
                    at = datetime.combine(day, time(9, 30), UTC)
                    yield NewAct(
                        unit_id=state.unit_id, path=state.unit.path, occurred_at=at, service=service, agent_id=agent,
                        anonymous_count=count,
                    )  # fmt: skip


def season(month: date) -> float:
    if COLD[0] <= month <= COLD[1]:
        return IN_THE_COLD
    return IN_WINTER if month.month in WINTER else 1.0


def full_homes(homes: Sequence[UnitState]) -> list[UnitState]:
    """Homes of pupils that have hardly a place left."""
    pupils = [one for one in homes if one.type.startswith("DAR_") and one.capacity]
    with system(JOB):
        rows = WeekState.objects.for_system(JOB).filter(unit__in=[one.unit_id for one in pupils], measure="dt.absences")
        housed = dict(rows.order_by("week").values_list("unit_id", "enrolled"))
    return [one for one in pupils if (one.capacity or 0) - housed.get(one.unit_id, 0) < FULL]


def refused_of(random: Random, homes: Sequence[UnitState], weeks: Sequence[date]) -> Iterator[NewWeekState]:
    for state in homes:
        for week in weeks:
            yield NewWeekState(
                unit_id=state.unit_id, path=state.unit.path, measure="eps.refused", week=week,
                value=drawn(random, REFUSED.get(week.month, 0.5) / 2),
            )  # fmt: skip

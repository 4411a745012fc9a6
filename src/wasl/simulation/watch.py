"""Three years of weeks in Azilal for the watch: absences, and people who come for work, food or papers.

In two communes absences and lost jobs rise by half for the last weeks; everywhere else only chance moves them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from wasl.access.models import Account
from wasl.assistance.bulk import NewReception, write_receptions
from wasl.network.models import UnitState
from wasl.network.queries import units_on
from wasl.simulation.plan import plan
from wasl.watch.bulk import NewWeekState, write_week_states
from wasl.watch.rules.calendar import Feast, feast_of, working_days
from wasl.watch.rules.weeks import monday

PROVINCE = "05.081"
WEEKS = 160
RISE = 1.5
LASTS = 3
#: Establishment types that declare, with what they declare and the share of days missed in an ordinary week.
DECLARE = {"JE": ("je.absences", 0.07), "DAR_TALIBA": ("dt.absences", 0.05), "DAR_TALIB": ("dt.absences", 0.05)}
#: Needs of those who come, and how many a week at a centre.
NEEDS = (("ECO", 6.0), ("ADM", 5.0), ("EMPL", 4.0), ("DENREE", 2.5), ("COUV", 1.0))
RECEIVE = ("CAS", "COAPH", "CPROX", "JISR", "COMPLEXE")
MOST_CENTRES = 24


@dataclass(frozen=True, slots=True)
class World:
    """Centres of a province with the commune of each, the weeks simulated, and where something rises."""

    homes: Sequence[UnitState]
    counters: Sequence[UnitState]
    weeks: Sequence[date]
    rising: frozenset[str]
    lasts: int = LASTS
    rise: float = RISE

    def factor(self, commune: str, index: int) -> float:
        return self.rise if commune in self.rising and index >= len(self.weeks) - self.lasts else 1.0


def load(*, progress: Callable[[str], None], today: date) -> None:
    random = Random(plan()["seed"] + 5)
    world = world_of(today=today, weeks=WEEKS)
    accounts = {one.staff_number: one for one in Account.objects.filter(staff_number__in=["AZ005", "AZ001"])}
    at = datetime.combine(today, time(9), UTC)
    states = write_week_states(
        states_of(random, world), entered_by=accounts["AZ005"].pk, approved_by=accounts["AZ001"].pk, at=at
    )
    visits = write_receptions(receptions_of(random, world))
    progress(f"{states} weekly states and {visits} receptions of Azilal, in which two communes rise")


def world_of(*, today: date, weeks: int, province: str = PROVINCE, rising: int = 2) -> World:
    """The rise stands in communes that have both a home and a counter, as far as there are any."""
    last = monday(today) - timedelta(weeks=1)
    days = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    states = units_on(days[0]).filter(province_code=province).select_related("unit").order_by("unit__code")
    homes = list(states.filter(type__in=DECLARE))[:MOST_CENTRES]
    counters = list(states.filter(type__in=RECEIVE))[:MOST_CENTRES]
    with_homes = sorted({one.commune_code for one in homes})
    both = [code for code in with_homes if code in {one.commune_code for one in counters}]
    chosen = [*both, *(code for code in with_homes if code not in both)][:rising]
    return World(homes, counters, days, frozenset(chosen))


def states_of(random: Random, world: World) -> Iterator[NewWeekState]:
    for state in world.homes:
        measure, share = DECLARE[state.type]
        enrolled = random.randint(18, 60)
        for index, week in enumerate(world.weeks):
            if random.random() < 0.03:
                continue  # a state that never came
            usual = enrolled * working_days(week) * share * _season(week) * world.factor(state.commune_code, index)
            yield NewWeekState(
                unit_id=state.unit_id, path=state.unit.path, measure=measure, week=week,
                value=min(drawn(random, usual), enrolled * 5), enrolled=enrolled,
            )  # fmt: skip


def receptions_of(random: Random, world: World) -> Iterator[NewReception]:
    for state in world.counters:
        size = random.uniform(0.6, 1.6)
        for index, week in enumerate(world.weeks):
            for need, usual in NEEDS:
                factor = world.factor(state.commune_code, index) if need == "EMPL" else 1.0
                cold = _season(week) if need in {"COUV", "DENREE"} else 1.0
                for _visit in range(drawn(random, usual * size * factor * cold * working_days(week) / 5)):
                    yield _visit_of(random, state, week, need)


def _visit_of(random: Random, state: UnitState, week: date, need: str) -> NewReception:
    day = week + timedelta(days=random.randrange(5))
    at = datetime.combine(day, time(8, random.randrange(60)), UTC) + timedelta(hours=random.randrange(6))
    sex = random.choice("FFM")
    return NewReception(
        unit_id=state.unit_id, path=state.unit.path, arrived_at=at, need=need, sex=sex, age_band="A25_59"
    )


def _season(week: date) -> float:
    """More in winter, less around the feasts."""
    winter = 1.35 if week.month in {12, 1, 2} else 1.0
    return winter * (0.8 if feast_of(week) in {Feast.RAMADAN} else 1.0)


def drawn(random: Random, mean: float) -> int:
    """A count with more spread than pure chance: its own mean varies by a fifth."""
    if mean <= 0:
        return 0
    return _poisson(random, random.gammavariate(25.0, mean / 25.0))


def _poisson(random: Random, mean: float) -> int:
    total, count = random.expovariate(1.0), 0
    while total < mean:
        total += random.expovariate(1.0)
        count += 1
    return count

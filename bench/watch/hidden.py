"""G13: of the first ten alerts of a week how many are true, and how long before the worst of it they came.

The whole country, week after week, through the watch's own running (exposure, tests, the clearest of territories that
hold one another, budget), only without a database. An alert is true when the mean in its territory stands a tenth or
more over what it would be had nothing happened, that week or the one before. Each week headquarters take the first ten
in hand, and the desk shows what nobody has in hand first; what they decide changes nothing else.
`python -m bench watch --hidden --worlds=9000-9001` says which worlds.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from bench.watch.hidden_country import CLIMBS, WATCHED_WEEKS, WEEKS, Hidden, Rise, hidden, monday
from wasl.catalogue.rules import PARAMETERS
from wasl.network.models import Unit
from wasl.simulation.series.seeds import one_kind
from wasl.territory.rules import COUNTRY_CODE, Level
from wasl.watch.feeds import weekly
from wasl.watch.indicators import watched
from wasl.watch.rules.findings import Candidate, clearest
from wasl.watch.rules.indicator import Fineness, Silence, Watched, Weekly
from wasl.watch.rules.ranking import threshold
from wasl.watch.rules.weeks import month_after, months_between
from wasl.watch.running.collect import Collected
from wasl.watch.running.exposure import days_of, feasts_of
from wasl.watch.running.ground import Ground, Place
from wasl.watch.running.panels import Rows, Setting, rows_of
from wasl.watch.running.spans import Span, setting_of_months
from wasl.watch.running.standing_out import candidates_of, related
from wasl.watch.running.testing import CHANNELS, last_steps

FIRST_TEN, BUDGET, LOOSE, TRUE_FROM, TOGETHER = 10, 2, 0.02, 1.10, 4
#: Fewer people than so many in the latest steps are no alert.
LEAST = PARAMETERS["watch.least_cases"][0]
#: What is in hand stays so for so many weeks after it was last seen.
JOIN_WEEKS = 4
#: Weeks left out at the beginning, while headquarters catch up with what was there before.
BEFORE = 4
ENROLLED = 30
ALL = tuple(one for one in watched().values() if not isinstance(one.of, Silence))


@dataclass(frozen=True, slots=True)
class Told:
    """One alert of one week; `path` is of the unit that answers for the territory."""

    week: int
    indicator: str
    territory: str
    path: str
    p_value: float
    is_explained: bool

    @property
    def what(self) -> tuple[str, str]:
        return self.indicator, self.territory


@dataclass(slots=True)
class Weeks:
    """By week, what stood out; tests of a week by the path of whoever answers."""

    found: dict[int, list[Told]] = field(default_factory=dict)
    tests: Counter[str] = field(default_factory=Counter)

    def desk(self, week: int, path: str) -> list[Told]:
        """The clearest first, what a campaign explains last, within the budget of the unit at `path`."""
        tests = sum(number for at, number in self.tests.items() if at.startswith(path))
        limit = threshold(budget=BUDGET, tests=tests)
        rows = (one for one in self.found[week] if one.path.startswith(path) and one.p_value <= limit)
        return sorted(rows, key=lambda one: (one.is_explained, one.p_value))


def lines(worlds: str = "9000-9009") -> Iterator[str]:
    first, _, last = worlds.partition("-")
    seeds = list(range(int(first), int(last or first) + 1))
    kind, tens, new, leads, finest = one_kind(seeds), [], [], [], Counter[str]()
    for seed in seeds:
        world = hidden(seed, ALL)
        weeks = _weeks(world, ground_of(world), finest)
        shown, fresh = _read(weeks)
        tens += [_true_of(world, shown[week]) for week in sorted(shown)[BEFORE:]]
        new += [_true_of(world, fresh[week]) for week in sorted(shown)[BEFORE:]]
        leads += _leads(world, shown, weeks)
    yield from _said(f"{len(seeds)} simulated countries ({kind} seeds {worlds})", tens, new, finest)
    yield from _waited(leads)


def _said(what: str, tens: list[tuple[int, int]], new: list[tuple[int, int]], finest: Counter[str]) -> Iterator[str]:
    true, shown = np.array(tens).T
    fresh = np.array(new).sum(axis=0)
    yield (
        f"G13 {what}, {len(tens)} weeks: of the first ten alerts {true.mean():.1f} true ({shown.mean():.1f} shown), "
        f"6 or more in {np.mean(true >= 6):.0%} of the weeks (goal: 6); of those new that week "
        f"{fresh[0] / fresh[1]:.2f} of {fresh[1] / len(new):.1f}"
    )
    yield f"   nominative series tested, by level and step: {dict(finest)} (goal: none finer than province, month)"


def _waited(leads: list[tuple[str, float, float]]) -> Iterator[str]:
    kinds = np.array([kind for kind, *_ in leads])
    for where, column in (("headquarters' first ten", 1), ("the desk of who answers for the place", 2)):
        weeks = np.array([lead[column] for lead in leads], dtype=float)
        parts = ", ".join(
            f"{kind} {np.median(mine):+.0f} ({np.isfinite(mine).sum()} of {len(mine)} told)"
            for kind in CLIMBS
            if len(mine := weeks[kinds == kind])
        )
        told = weeks[np.isfinite(weeks)]
        median = f"{np.median(told):+.1f} of {len(told)} told" if len(told) else "none told"
        yield (
            f"G13 weeks before the worst of a rise, on {where}: median {median} (goal 4); "
            f"with those never told, all {np.median(weeks):+.1f}, {parts}"
        )


def ground_of(world: Hidden) -> Ground:
    """Each province a delegation, each region a coordination, under headquarters; nothing of it is in a database."""
    levels = (Level.REGION, Level.PROVINCE, Level.CERCLE, Level.COMMUNE)
    places = {COUNTRY_CODE: Place(COUNTRY_CODE, Level.COUNTRY, "", "", None)}
    chains, answering = {COUNTRY_CODE: (COUNTRY_CODE,)}, {COUNTRY_CODE: ("MA.", Unit(code="MA", path="MA."))}
    for code, spot in zip(world.codes, world.spots, strict=True):
        parts = code.split(".")
        above = [".".join(parts[:length]) for length in range(1, 5)]
        for place, one in enumerate(above):
            places[one] = Place(one, levels[place], "", "", spot)
            chains[one] = (*reversed(above[: place + 1]), COUNTRY_CODE)
        for one in above[:2]:
            path = f"MA.{one}." if "." not in one else f"MA.{one.partition('.')[0]}.{one}."
            answering[one] = (path, Unit(code=one, path=path))
    return Ground(places, chains, answering)


def _packed(counts: np.ndarray) -> bytes:
    return np.stack([np.arange(len(counts)), counts.astype(np.int64)], axis=1).astype(">i4").tobytes()


def _collected(world: Hidden, indicator: Watched, steps: int, counts: np.ndarray) -> Collected:
    found = Collected()
    found.lines[indicator.code, weekly.VALUE] = [
        (code, _packed(row[:steps])) for code, row in zip(world.codes, counts, strict=True)
    ]
    if isinstance(indicator.of, Weekly):
        found.lines[indicator.code, weekly.ENROLLED] = [
            (code, _packed(row[:steps] * ENROLLED)) for code, row in zip(world.codes, world.reported, strict=True)
        ]
    return found


def _setting(world: Hidden, ground: Ground, steps: int) -> Setting:
    reporting: dict[str, dict[str, np.ndarray]] = {}
    for fineness in (Fineness.COMMUNE, Fineness.PROVINCE):
        of = reporting.setdefault(fineness, {})
        for code, row in zip(world.codes, world.reported[:, :steps], strict=True):
            for one in ground.chain(code, fineness):
                of[one] = of[one] + row if one in of else row
    first = monday(0)
    return Setting(steps, days_of(first, steps, frozenset()), feasts_of(first, steps), reporting, {}, 0.0)


def _weeks(world: Hidden, ground: Ground, finest: Counter[str]) -> Weeks:
    """Four weeks are tested at once, none on what came after it but for how a feast's week usually goes."""
    weeks = Weeks()
    for last in range(WEEKS - WATCHED_WEEKS + TOGETHER - 1, WEEKS, TOGETHER):
        span = Span("week", monday(0), monday(last), last + 1, 52)
        setting = _setting(world, ground, span.steps)
        weeks.tests = Counter()
        chosen = _of_weeks(world, ground, span, setting, weeks.tests)
        monthly = _of_months(world, ground, span, setting, weeks.tests, finest)
        for back in range(TOGETHER):
            week = last - TOGETHER + 1 + back
            weeks.found[week] = [_as_told(world, week, code, one) for code, one in (*chosen[back], *monthly)]
    return weeks


def _read(weeks: Weeks) -> tuple[dict[int, list[Told]], dict[int, list[Told]]]:
    """Headquarters' first ten by week, and those of them that nobody had in hand yet."""
    seen: dict[tuple[str, str], int] = {}
    shown, fresh = {}, {}
    for week in sorted(weeks.found):
        rows = weeks.desk(week, "MA.")
        in_hand = {one.what for one in rows if week - seen.get(one.what, -WEEKS) <= JOIN_WEEKS}
        ten = sorted(rows, key=lambda one: (one.is_explained, one.what in in_hand, one.p_value))[:FIRST_TEN]
        shown[week], fresh[week] = ten, [one for one in ten if one.what not in in_hand]
        seen |= {one.what: week for one in rows if one.what in in_hand or one in ten}
    return shown, fresh


def _of_weeks(
    world: Hidden, ground: Ground, span: Span, setting: Setting, tests: Counter[str]
) -> list[list[tuple[str, Candidate]]]:
    chosen: list[list[tuple[str, Candidate]]] = [[] for _ in range(TOGETHER)]
    for indicator in ALL:
        if indicator.step == "month":
            continue
        collected = _collected(world, indicator, span.steps, world.counts[indicator.code])
        rows = rows_of(indicator, collected, ground, setting)
        assert rows is not None
        for back, ones in enumerate(_tested(rows, span, ground, TOGETHER, tests)):
            chosen[back] += [(indicator.code, one) for one in ones]
    return chosen


def _of_months(
    world: Hidden, ground: Ground, span: Span, setting: Setting, tests: Counter[str], finest: Counter[str]
) -> list[tuple[str, Candidate]]:
    """The last whole month of what is nominative."""
    first = date(2020, 12, 1)
    of_week = np.array([months_between(first, span.day(index)) for index in range(span.steps)])
    steps = int(of_week[-1])
    months = Span("month", first, month_after(first, steps - 1), steps, 12)
    by_month = setting_of_months(months, span, setting)
    chosen = []
    for indicator in ALL:
        if indicator.step != "month":
            continue
        weekly_counts = world.counts[indicator.code][:, : span.steps]
        counts = np.stack([weekly_counts[:, of_week == month].sum(axis=1) for month in range(steps)], axis=1)
        rows = rows_of(indicator, _collected(world, indicator, steps, counts), ground, by_month)
        assert rows is not None
        finest.update(f"{ground.places[code].level} {months.step}" for code in rows.codes)
        chosen += [(indicator.code, one) for one in _tested(rows, months, ground, 1, tests)[0]]
    return chosen


def _tested(rows: Rows, span: Span, ground: Ground, back: int, tests: Counter[str]) -> list[list[Candidate]]:
    """Of each of the last `back` steps the clearest candidates; the last step's tests are counted."""
    steps = last_steps(rows, span, alpha=LOOSE, back=back)
    for row in np.flatnonzero(steps[-1].tested):
        tests[ground.answers_for(rows.codes[row]).path] += len(CHANNELS)
    kept = []
    for index, one in enumerate(steps):
        so_far = replace(rows, counts=rows.counts[:, : span.steps - back + index + 1])
        found = candidates_of(so_far, one, ground, loose=LOOSE, least=LEAST)
        kept.append([chosen for chosen, _also in clearest(found, related=lambda a, b: related(ground, a, b))])
    return kept


def _as_told(world: Hidden, week: int, indicator: str, one: Candidate) -> Told:
    explained = any(
        each.indicator == indicator
        and (one.territory == each.province or one.territory.startswith(f"{each.province}."))
        and each.start - 1 <= week <= each.last + 1
        for each in world.campaigns
    )
    return Told(week, indicator, one.territory, one.path, one.p_value, explained)


def _inside(world: Hidden, territory: str) -> list[int]:
    return [
        place
        for place, code in enumerate(world.codes)
        if territory in {COUNTRY_CODE, code} or code.startswith(f"{territory}.")
    ]


def _is_true(world: Hidden, one: Told) -> bool:
    places, weeks = _inside(world, one.territory), slice(one.week - 1, one.week + 1)
    if watched()[one.indicator].step == "month":
        weeks = slice(one.week - 8, one.week + 1)
    risen, quiet = (values[one.indicator][places, weeks].sum(axis=0) for values in (world.risen, world.quiet))
    return bool((risen >= TRUE_FROM * quiet).any())


def _true_of(world: Hidden, ten: list[Told]) -> tuple[int, int]:
    return sum(_is_true(world, one) for one in ten), len(ten)


def _leads(world: Hidden, shown: dict[int, list[Told]], weeks: Weeks) -> list[tuple[str, float, float]]:
    """Of each rise that begins while it is watched and is over its worst before the end: weeks told before that, among
    headquarters' ten and on the desk of a delegation or coordination; minus infinity where never."""
    first, found = min(shown), []
    for rise in world.rises:
        if rise.start < first or rise.worst + TOGETHER >= WEEKS:
            continue
        at_top = [week for week, ten in shown.items() if any(_tells(world, one, rise) for one in ten)]
        tells = {week: [one for one in rows if _tells(world, one, rise)] for week, rows in weeks.found.items()}
        near = [week for week, rows in tells.items() if any(one in weeks.desk(week, one.path) for one in rows)]
        found.append((rise.kind, *(float(rise.worst - min(each, default=np.inf)) for each in (at_top, near))))
    return found


def _tells(world: Hidden, one: Told, rise: Rise) -> bool:
    if one.week < rise.start or one.indicator not in rise.indicators:
        return False
    return bool(set(_inside(world, one.territory)) & set(rise.communes)) and _is_true(world, one)

"""A country whose hardships are known: what grows worse, where, since when, and when it is at its worst.

Centres stand in the real communes; each indicator of the watch has its own rate, season, drift and week-to-week chance;
centres open, fall silent, and campaigns bring people who are no worse off. Into this come hidden rises: slow processes
(12 to 26 weeks to their worst), middling ones (6 to 12) and sudden ones (1 or 2), in a few neighbouring communes, in a
province, or in several, each moving the indicators that tell of one kind of trouble. Written down before a figure was
worked out, and not changed after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from bench.watch.communes import communes
from wasl.watch.rules.calendar import Feast, feast_of, working_days
from wasl.watch.rules.indicator import Fineness, Watched

FIRST, WEEKS, WATCHED_WEEKS = date(2020, 11, 23), 52 * 6, 40
#: Rises and campaigns a year.
RISES, CAMPAIGNS = 40, 10
#: A centre's ordinary week, by how fine an indicator is read.
RATES = {Fineness.COMMUNE: 3.0, Fineness.PROVINCE: 0.6, Fineness.MONTH: 0.1}
CLIMBS = {"slow": (12, 26), "middling": (6, 12), "sudden": (1, 2)}
KINDS, SHARES = tuple(CLIMBS), (0.5, 0.25, 0.25)
SIZE, WIDEST_PLACE = 25.0, 5


@dataclass(frozen=True, slots=True)
class Rise:
    """`communes` are positions; `worst` is the first week in which all of it is there, from 0."""

    kind: str
    indicators: frozenset[str]
    communes: tuple[int, ...]
    start: int
    worst: int
    size: float

    def share(self, weeks: int) -> np.ndarray:
        """(weeks,) of the mean that it adds: up in even steps, and down again as slowly."""
        climb, at = self.worst - self.start + 1, np.arange(weeks)
        return self.size * np.clip(np.minimum((at - self.start + 1) / climb, 1 - (at - self.worst) / (climb + 1)), 0, 1)


@dataclass(frozen=True, slots=True)
class Campaign:
    """What the institution itself brought about, and wrote into its calendar."""

    province: str
    indicator: str
    start: int
    last: int


@dataclass(slots=True)
class Hidden:
    """Arrays (communes, weeks): centres that reported, and by indicator the counts and the mean with over without."""

    codes: list[str]
    spots: list[tuple[float, float]]
    reported: np.ndarray
    rises: list[Rise]
    campaigns: list[Campaign]
    counts: dict[str, np.ndarray] = field(default_factory=dict)
    quiet: dict[str, np.ndarray] = field(default_factory=dict)
    risen: dict[str, np.ndarray] = field(default_factory=dict)


def monday(week: int) -> date:
    return FIRST + timedelta(weeks=int(week))


def hidden(seed: int, indicators: Sequence[Watched]) -> Hidden:
    rng = np.random.default_rng([seed, 13])
    places, provinces, rural = communes()
    centres = np.where(rural > 0, rng.random(len(rural)) < 0.5, 1 + rng.poisson(places.demand / 50_000))
    kept = np.flatnonzero(centres)
    codes = [places.ids[place] for place in kept]
    spots = list(zip(places.latitude[kept].tolist(), places.longitude[kept].tolist(), strict=True))
    opened = np.where(rng.random(len(kept)) < 0.05, rng.integers(0, WEEKS, len(kept)), 0)
    is_open = np.arange(WEEKS) >= opened[:, None]
    reported = rng.binomial(centres[kept][:, None].astype(int), 0.97, (len(kept), WEEKS)) * is_open
    world = Hidden(codes, spots, reported.astype(float), [], [])
    owners = [provinces[place] for place in kept]
    rises, campaigns = rng.poisson(RISES * (WATCHED_WEEKS + 26) / 52), rng.poisson(CAMPAIGNS * WEEKS / 52)
    world.rises = [_rise(rng, world, owners, indicators) for _ in range(rises)]
    world.campaigns = [_campaign(rng, owners, indicators) for _ in range(campaigns)]
    for indicator in indicators:
        _count(rng, world, owners, indicator)
    return world


def _rise(rng: np.random.Generator, world: Hidden, owners: list[str], indicators: Sequence[Watched]) -> Rise:
    kind = str(rng.choice(KINDS, p=SHARES))
    climb = int(rng.integers(CLIMBS[kind][0], CLIMBS[kind][1] + 1))
    start = int(rng.integers(WEEKS - WATCHED_WEEKS - 26, WEEKS))
    first = indicators[int(rng.integers(len(indicators)))]
    alike = [one.code for one in indicators if one.signal == first.signal and rng.random() < 0.5]
    size = float(rng.uniform(0.4, 1.2))
    where = _where(rng, world, owners)
    return Rise(kind, frozenset({first.code, *alike}), where, start, start + climb - 1, size)


def _where(rng: np.random.Generator, world: Hidden, owners: list[str]) -> tuple[int, ...]:
    """Two to four neighbouring communes, a province, or up to five neighbouring provinces."""
    spots, centre = np.array(world.spots), int(rng.integers(len(owners)))
    near = np.argsort(((spots - spots[centre]) ** 2).sum(axis=1), kind="stable")
    how = rng.random()
    if how < 0.4:
        return tuple(near[: int(rng.integers(2, 5))].tolist())
    wanted = 1 if how < 0.8 else int(rng.integers(3, WIDEST_PLACE + 1))
    chosen = list(dict.fromkeys(owners[place] for place in near))[:wanted]
    return tuple(place for place, owner in enumerate(owners) if owner in chosen)


def _campaign(rng: np.random.Generator, owners: list[str], indicators: Sequence[Watched]) -> Campaign:
    start = int(rng.integers(0, WEEKS))
    one = indicators[int(rng.integers(len(indicators)))].code
    return Campaign(owners[int(rng.integers(len(owners)))], one, start, start + 3)


def _count(rng: np.random.Generator, world: Hidden, owners: list[str], indicator: Watched) -> None:
    rate = RATES[indicator.fineness] * rng.lognormal(0, 0.3)
    of_place = rng.lognormal(0, 0.4, len(owners))[:, None]
    region = np.array([int(code.split(".")[0]) for code in world.codes])
    slope = rng.normal(0, 0.03, region.max() + 1)[region][:, None]
    weeks = np.arange(WEEKS)
    season = 1 + rng.uniform(0, 0.3) * np.cos(2 * np.pi * (weeks - rng.integers(52)) / 52)
    worked = np.array([working_days(monday(week)) / 5 for week in weeks])
    fasting = np.array([0.8 if feast_of(monday(week)) is Feast.RAMADAN else 1.0 for week in weeks])
    drift = np.exp(slope * (weeks - WEEKS) / 52)
    quiet = rate * of_place * world.reported * season * worked * fasting * drift
    rise = np.ones_like(quiet)
    for one in world.rises:
        if indicator.code in one.indicators:
            rise[list(one.communes)] += one.share(WEEKS)
    mean = quiet * rise
    for campaign in world.campaigns:
        if campaign.indicator == indicator.code:
            there = [place for place, owner in enumerate(owners) if owner == campaign.province]
            mean[there, campaign.start : campaign.last + 1] *= 1.5
    size = SIZE * np.maximum(world.reported, 1)
    world.counts[indicator.code] = rng.negative_binomial(size, size / (size + mean)).astype(float)
    world.quiet[indicator.code], world.risen[indicator.code] = quiet, quiet * rise

"""One indicator's counts and exposure by territory, from communes up to the nation, ready to be tested."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wasl.watch.feeds import weekly
from wasl.watch.rules.calendar import Feast
from wasl.watch.rules.indicator import Watched, Weekly
from wasl.watch.running.collect import Collected
from wasl.watch.running.exposure import feast_factor, unpacked
from wasl.watch.running.ground import Ground


@dataclass(slots=True)
class Rows:
    """Territories in order, with counts and exposure (territory, step); NaN is missing, which is never zero."""

    codes: tuple[str, ...]
    counts: np.ndarray
    exposure: np.ndarray


@dataclass(slots=True)
class Setting:
    """What every indicator shares: steps, worked share of each week, feasts, centres that reported by territory."""

    steps: int
    days: np.ndarray
    feasts: list[Feast | None]
    reporting: Mapping[str, Mapping[str, np.ndarray]]
    completeness: Mapping[str, Mapping[str, float]]
    least_complete: float


def rows_of(indicator: Watched, collected: Collected, ground: Ground, setting: Setting) -> Rows | None:
    """None when nothing was ever counted."""
    counts = _summed(collected.lines[indicator.code, weekly.VALUE], indicator, ground, setting.steps)
    if isinstance(indicator.of, Weekly):
        exposure = _summed(collected.lines[indicator.code, weekly.ENROLLED], indicator, ground, setting.steps)
        _leave_incomplete(exposure, setting.completeness.get(indicator.code, {}), setting.least_complete)
    else:
        exposure = {code: setting.reporting[indicator.fineness].get(code) for code in counts}  # type: ignore[misc]
    # A territory may report and have counted nothing yet: zero is a figure there.
    codes = tuple(sorted(code for code in counts if exposure.get(code) is not None))
    if not codes:
        return None
    return _weighed(codes, counts, exposure, setting)


def _weighed(
    codes: tuple[str, ...], counts: Mapping[str, np.ndarray], exposure: Mapping[str, np.ndarray], setting: Setting
) -> Rows:
    seen = np.stack([counts[code] for code in codes])
    out_of = np.stack([exposure[code] for code in codes]) * setting.days
    widest = int(np.argmax(out_of.sum(axis=1)))
    out_of = out_of * feast_factor(seen[widest], out_of[widest], setting.feasts)
    missing = out_of <= 0
    return Rows(codes, np.where(missing, np.nan, seen), np.where(missing, np.nan, out_of))


def _summed(
    lines: Iterable[tuple[str, bytes]], indicator: Watched, ground: Ground, steps: int
) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    for place, content in lines:
        counts = unpacked(content, steps)
        for code in ground.chain(place, indicator.fineness):
            if code in found:
                found[code] += counts
            else:
                found[code] = counts.copy()
    return found


def _leave_incomplete(exposure: dict[str, np.ndarray], share: Mapping[str, float], least: float) -> None:
    """The last week of a territory from which too few states came is not there yet."""
    for code, weeks in exposure.items():
        if share.get(code, 1.0) < least:
            weeks[-1] = 0

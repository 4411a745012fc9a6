"""Which past times stand behind a tested one, and in which of the season's blocks: as R surveillance lays them out.

Around each anniversary stand 2w + 1 times, the last block; the times between two anniversaries are cut into periods − 1
blocks. Epochs go back by whole frequencies. Dated weeks go back by calendar years to the nearest same weekday, so
that a year of 53 weeks is one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np


@dataclass(frozen=True)
class Design:
    """Runs of neighbouring times in one block. Arrays (tested, runs): `start`, `stop` positions, `block` from 0.

    Runs stand in order of time; `count[i]` of them are in use for the i-th tested time; 0 where history is too short.
    """

    start: np.ndarray
    stop: np.ndarray
    block: np.ndarray
    count: np.ndarray


@dataclass(frozen=True)
class Asked:
    b: int
    w: int
    periods: int
    past_not_included: int
    frequency: int


def design(tested: np.ndarray, days: tuple[date, ...] | None, asked: Asked) -> Design:
    """`days` is the axis when it is dated; positions in it otherwise count as epochs."""
    where = {day: place for place, day in enumerate(days)} if days else None
    rows = [_runs(int(place), _anniversaries(int(place), days, where, asked), asked) for place in tested]
    widest = max((len(row) for row in rows), default=0)
    whole = np.zeros((3, len(rows), max(widest, 1)), dtype=np.int64)
    for place, row in enumerate(rows):
        if row:
            whole[:, place, : len(row)] = np.array(row).T
    return Design(whole[0], whole[1], whole[2], np.array([len(row) for row in rows], dtype=np.int64))


def _anniversaries(
    place: int, days: tuple[date, ...] | None, where: dict[date, int] | None, asked: Asked
) -> list[int] | None:
    """Positions of the tested time and its b anniversaries, latest first; None where one is not on the axis."""
    if days is None or where is None:
        found = [place - asked.frequency * back for back in range(asked.b + 1)]
    else:
        wanted = [_years_before(days[place], back) for back in range(asked.b + 1)]
        if asked.frequency == 52:
            wanted = [_nearest_weekday(day, days[place]) for day in wanted]
        if any(day not in where for day in wanted):
            return None
        found = [where[day] for day in wanted]
    # One time before the first is let pass: R's index 0 is nothing.
    return found if found[-1] >= 0 and found[-1] - asked.w >= -1 else None


def _years_before(day: date, years: int) -> date:
    """29 February becomes 1 March, as R's seq does."""
    if (day.month, day.day) == (2, 29):
        try:
            return day.replace(year=day.year - years)
        except ValueError:
            return date(day.year - years, 3, 1)
    return day.replace(year=day.year - years)


def _nearest_weekday(day: date, like: date) -> date:
    """The nearest day with the weekday of `like`; within one week from Sunday to Saturday when two are as near."""
    inside = day + timedelta(days=like.isoweekday() % 7 - day.isoweekday() % 7)
    outside = inside + timedelta(days=-7 if inside > day else 7)
    return inside if abs(inside - day) <= abs(outside - day) else outside


def _runs(place: int, anniversaries: list[int] | None, asked: Asked) -> list[tuple[int, int, int]]:
    """Painted as R paints, latest year first, so that what R paints over is painted over here."""
    if anniversaries is None:
        return []
    first, w, last = max(anniversaries[-1] - asked.w, 0), asked.w, asked.periods - 1
    end = max(place - asked.past_not_included - first, 0)
    colour = np.full(place + w + 2 - first, -1)
    colour[max(place - w - first, 0) : place + 1 - first] = last
    for before, after in zip(anniversaries[1:], anniversaries, strict=False):
        colour[max(before - w - first, 0) : before + w + 1 - first] = last
        if last:
            _paint_parts(colour, before + w + 1 - first, after - w - first, last)
    edges = np.flatnonzero(np.diff(colour[:end])) + 1
    bounds = zip(np.r_[0, edges], np.r_[edges, end], strict=True)
    return [
        (first + start, first + stop, int(colour[start]))
        for start, stop in bounds
        if start < stop and colour[start] >= 0
    ]


def _paint_parts(colour: np.ndarray, start: int, stop: int, parts: int) -> None:
    """The first parts are one longer where they cannot all be equal; R's a:(a − 1) of an empty part is two places."""
    length, longer = divmod(stop - start, parts)
    edges = [start + part * length + min(part, longer) for part in range(parts + 1)]
    for part in range(parts):
        begin, end = edges[part], edges[part + 1]
        colour[begin - (begin == end) : end + (begin == end)] = part

"""The words of `wasl watch site`: what COLUMN=VALUE means, and how an answer or a refusal reads."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from wasl.config.launcher.errors import CannotStart
from wasl.watch.plain.places import Points
from wasl.watch.plain.tables import BLANK, Columns
from wasl.watch.siting import Choice, Grouping, NoAnswer, Objective, Places, Question, Reasons, Share, robustness
from wasl.watch.siting.geometry import great_circle_km
from wasl.watch.siting.rules import NowhereFor, ShareOutOfReach, TooFewCentres, TooFewPlaces


def groupings(
    names: Sequence[str], points: Points, existing: Columns | None, latitude: np.ndarray, longitude: np.ndarray
) -> tuple[Grouping, ...]:
    """An existing centre counts for the value its own line gives, or else for that of the nearest place."""
    nearest = _nearest(points, latitude, longitude)
    found = []
    for name in names:
        labels = ["" if cell in BLANK else cell for cell in points.column(name)]
        if existing is not None and name in existing.of:
            served = {cell for cell in existing.of[name] if cell not in BLANK}
        else:
            served = {labels[place] for place in nearest} - {""}
        found.append(Grouping(name, labels, frozenset(served)))
    return tuple(found)


def _nearest(points: Points, latitude: np.ndarray, longitude: np.ndarray) -> list[int]:
    if not len(latitude):
        return []
    away = great_circle_km(latitude, longitude, points.latitude, points.longitude)
    return [int(place) for place in away.argmin(axis=1)]


def shares(words: Sequence[str], points: Points) -> tuple[Share, ...]:
    """COLUMN=SHARE of a column of yes and no; COLUMN=WORD:SHARE (or COLUMN:WORD=SHARE) of a column of words."""
    return tuple(_share(word, points) for word in words)


def _share(word: str, points: Points) -> Share:
    name, equals, value = word.rpartition("=")
    if not equals or not name:
        raise CannotStart(f"--min-share {word}: write COLUMN=SHARE, for example rural=0.46.")
    wanted = None
    if ":" in value:
        wanted, _colon, value = value.rpartition(":")
    elif ":" in name and name not in points.table.of:
        name, _colon, wanted = name.partition(":")
    least = _fraction(word, value)
    if wanted is not None:
        cells = [cell.casefold() == wanted.strip().casefold() for cell in points.column(name)]
        if not any(cells):
            raise CannotStart(f"--min-share {word}: no line of {points.table.path} has {name} = {wanted}.")
        return Share(word, np.array(cells, dtype=np.float64), least)
    if name not in points.table.of and (column := _only_column_with(name, points)):
        cells = [cell.casefold() == name.casefold() for cell in points.table.of[column]]
        return Share(f"{column}={name}", np.array(cells, dtype=np.float64), least)
    return Share(name, points.shares(name), least)


def _only_column_with(word: str, points: Points) -> str | None:
    """The one column that holds this word in some line."""
    found = [
        name for name, cells in points.table.of.items() if any(cell.casefold() == word.casefold() for cell in cells)
    ]
    return found[0] if len(found) == 1 else None


def _fraction(word: str, text: str) -> float:
    percent = text.strip().endswith("%")
    try:
        value = float(text.strip().rstrip("%")) / (100 if percent else 1)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise CannotStart(f"--min-share {word}: the share is a number from 0 to 1, or a percentage like 46%.")
    return value


def refused(names: Sequence[str], points: Points) -> frozenset[int]:
    where = {name: row for row, name in enumerate(points.ids)}
    for name in names:
        if name not in where:
            raise CannotStart(f"--refuse {name}: no line of {points.table.path} has this id.")
    return frozenset(where[name] for name in names)


def refusal(reason: NoAnswer) -> str:
    match reason:
        case TooFewCentres():
            return f"{reason.centres} centres cannot give one to each of the {reason.groups} values of {reason.name}."
        case TooFewPlaces():
            return f"{reason.centres} centres are asked, and only {reason.places} places may receive one."
        case NowhereFor():
            return f"No place with {reason.name} = {reason.label} may receive a centre."
        case ShareOutOfReach():
            return f"{reason.name}: a share of {reason.least:g} is out of reach; the most is {reason.most:.4g}."
    return "No choice satisfies all that was asked: fewer conditions, or more centres."


def columns(question: Question, reasons: Reasons) -> dict[str, list[str]]:
    """What is written beside the lines of the chosen places."""
    added = {
        "rank": [str(place + 1) for place in range(len(reasons.nearest))],
        "people_nearest": [f"{value:.10g}" for value in reasons.nearest],
        "mean_km": [f"{value:.3f}" for value in reasons.mean_km],
        "farthest_km": [f"{value:.3f}" for value in reasons.farthest_km],
    }
    if question.radius_km > 0:
        added["newly_covered"] = [f"{value:.10g}" for value in reasons.newly]
        added["covered_only_here"] = [f"{value:.10g}" for value in reasons.only_here]
    return added


def lines(places: Places, question: Question, choice: Choice, reasons: Reasons) -> Iterator[str]:
    total = float(places.demand.sum())
    yield f"objective: {question.objective}"
    yield f"distance: great circle x {question.detour:g} (no road network)" + (
        " + a penalty of the place" if places.penalty_km is not None else ""
    )
    yield f"new centres: {len(choice.sites)}; existing: {len(question.existing_latitude)}"
    for share in question.shares:
        mean = float(share.values[list(choice.sites)].mean()) if choice.sites else 0.0
        yield f"share {share.name}: {mean:.4f} (at least {share.least:g})"
    if question.objective is Objective.COVER:
        yield from _cover_lines(question, choice, reasons, total)
    else:
        yield f"mean distance: {choice.value:.6f} km"
        yield f"bound: {choice.bound:.6f} km"
    yield f"gap: {choice.gap:.6%}" + (" (proven optimal)" if choice.is_proven else " (not proven: time ran out)")
    yield f"time: {choice.seconds:.2f} s"
    yield f"mean distance, all people: {_km(reasons.mean_km_before)} before, {_km(reasons.mean_km_after)} after"
    yield f"worst-served tenth: {_km(reasons.worst_tenth_km)} or more, {_km(reasons.worst_tenth_mean_km)} on average"
    for robust in robustness(places, question, np.array(choice.sites, dtype=np.int64)):
        reached = f"{robust.covered / total:.4%} covered, " if question.radius_km > 0 else ""
        yield f"at detour {robust.detour:.3g}: {reached}mean {_km(robust.mean_km)}"


def _cover_lines(question: Question, choice: Choice, reasons: Reasons, total: float) -> Iterator[str]:
    what = "served" if question.capacity is not None else "covered"
    yield f"coverage: {choice.value / total:.6%} ({choice.value:.10g} of {total:.10g} people {what})"
    yield f"bound: {choice.bound / total:.6%} ({choice.bound:.10g} people)"
    yield f"newly covered: {reasons.newly.sum():.10g}; remaining uncovered: {total - choice.value:.10g} people, in " \
          f"{int(reasons.uncovered.sum())} places"  # fmt: skip


def _km(value: float) -> str:
    return f"{value:.3f} km" if math.isfinite(value) else "no centre"

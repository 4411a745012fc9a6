"""What a run found, before it becomes an alert; which of several territories tells a rise best, and since when."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

#: A rise told of a wider territory must be this much clearer than that of a commune.
WIDER = {"commune": 1.0, "cercle": 3.0, "province": 10.0, "region": 30.0, "country": 100.0}
#: A week belongs to a rise when it stands this far over what was expected; the second for rises that are slow.
_OVER = (1.25, 1.1)
LONGEST = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One indicator of one territory; `observed` and `expected` are sums from `since` to `week`."""

    indicator: str
    territory: str
    level: str
    unit_id: UUID
    path: str
    step: str
    since: date
    week: date
    channel: str
    observed: float
    expected: float
    upper: float | None
    p_value: float
    rung: str
    about_unit: UUID | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    is_simulated: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A territory of one indicator that stands out; `row` is its place in the indicator's arrays."""

    row: int
    territory: str
    level: str
    path: str
    channel: str
    p_value: float
    rung: str


def clearest(
    candidates: Iterable[Candidate], *, related: Callable[[str, str], bool]
) -> list[tuple[Candidate, tuple[str, ...]]]:
    """Of territories that hold one another the clearest, each with the others that show the same rise."""
    kept: list[tuple[Candidate, list[str]]] = []
    for one in sorted(candidates, key=lambda c: (c.p_value * WIDER[c.level], c.territory)):
        same = next((others for chosen, others in kept if related(chosen.territory, one.territory)), None)
        if same is None:
            kept.append((one, []))
        else:
            same.append(one.territory)
    return [(one, tuple(others)) for one, others in kept]


def start_of_rise(observed: Sequence[float | None], expected: Sequence[float | None]) -> int:
    """Index of the first step of the rise that ends the series: where what came over what was expected is largest."""
    found = (_start(observed, expected, over) for over in _OVER)
    return next((start for start in found if start is not None), len(observed) - 1)


def _start(observed: Sequence[float | None], expected: Sequence[float | None], over: float) -> int | None:
    best, start, total = 0.0, None, 0.0
    for back in range(1, min(LONGEST, len(observed)) + 1):
        seen, usual = observed[-back], expected[-back]
        if seen is None or usual is None:
            continue
        total += seen - over * usual
        if total > best:
            best, start = total, len(observed) - back
    return start

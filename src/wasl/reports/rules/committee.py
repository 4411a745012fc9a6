"""Figures of the provincial committee of child protection: by situation, sex, age and answer, small cells hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wasl.facts.rules.small_cells import hidden_cells, is_small

#: Up to which age, the vocabulary's band.
BANDS = ((5, "A00_05"), (11, "A06_11"), (14, "A12_14"), (17, "A15_17"))
PARTS = ("situation", "sex", "age_band", "reported", "placed")


@dataclass(frozen=True, slots=True)
class ChildCounted:
    """What is counted of one child; "yes" or "no" for `reported` and `placed`."""

    situation: str
    sex: str
    age_band: str
    reported: str
    placed: str


@dataclass(frozen=True, slots=True)
class Line:
    """`count` is None where it is hidden."""

    part: str
    code: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Committee:
    """`total` None: so few that even their number is hidden."""

    total: int | None
    lines: tuple[Line, ...]
    has_hidden: bool


def band_of(age: int | None) -> str:
    return next((code for last, code in BANDS if age is not None and age <= last), "ANR")


def committee(children: Iterable[ChildCounted], *, threshold: int) -> Committee:
    """Each part adds up to the same total, so that a hidden cell hides at least one other of its part."""
    counts: dict[tuple[str, str], int] = {}
    total = 0
    for child in children:
        total += 1
        for part in PARTS:
            key = (part, getattr(child, part))
            counts[key] = counts.get(key, 0) + 1
    if is_small(Decimal(total), threshold):
        return Committee(None, (), has_hidden=True)
    hidden = _hidden(counts, threshold)
    lines = tuple(
        Line(part, code, None if (part, code) in hidden else counts[part, code])
        for part in PARTS
        for name, code in sorted(counts)
        if name == part
    )
    return Committee(total, lines, has_hidden=bool(hidden))


def _hidden(counts: Mapping[tuple[str, str], int], threshold: int) -> frozenset[tuple[str, str]]:
    groups = [[key for key in counts if key[0] == part] for part in PARTS]
    return hidden_cells({key: Decimal(value) for key, value in counts.items()}, groups=groups, threshold=threshold)

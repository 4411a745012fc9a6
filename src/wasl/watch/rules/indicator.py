"""What the watch looks at: data that says what is counted, in which words it is told, and what to do first."""

from dataclasses import dataclass
from enum import StrEnum

from wasl.core.bilingual import Bilingual
from wasl.facts.rules.indicator import Acts, Casework, Needs


@dataclass(frozen=True, slots=True)
class Weekly:
    """Approved weekly states of these measures of `watch.measures`."""

    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Centres that usually write something and wrote nothing."""


Source = Acts | Casework | Needs | Weekly | Silence


class Fineness(StrEnum):
    """How fine an indicator is read: in communes by week, in provinces by week, or in provinces by month."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Watched:
    """`subject` begins a sentence in the plural ("Les absences …"); `todo` is the first thing to do about a rise.

    `signal` is the nearest code of the vocabulary's `watch_signal_types`; `is_published` allows it in partner data
    sets, where no two indicators share a row; `is_sensitive` takes the larger threshold of small counts.
    """

    code: str
    label: Bilingual
    subject: Bilingual
    todo: Bilingual
    of: Source
    fineness: Fineness
    signal: str
    is_sensitive: bool = False
    is_published: bool = False

    def __post_init__(self) -> None:
        if self.is_sensitive and self.fineness is not Fineness.MONTH:
            raise ValueError(f"{self.code}: what is nominative is never read finer than province and month")

    @property
    def step(self) -> str:
        return "month" if self.fineness is Fineness.MONTH else "week"


def share_rows(one: Watched, other: Watched) -> bool:
    """Whether a fact may be counted by both."""
    if type(one.of) is not type(other.of):
        return False
    match one.of, other.of:
        case Weekly(measures), Weekly(others):
            return bool(set(measures) & set(others))
        case (Acts() | Casework() | Needs()) as mine, (Acts() | Casework() | Needs()) as theirs:
            return _overlap(mine.kinds, theirs.kinds) and _overlap(_keys(mine), _keys(theirs))
        case _:
            return True


def _keys(of: Acts | Casework | Needs) -> tuple[str, ...]:
    return of.services if isinstance(of, Acts) else of.keys


def _overlap(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Empty means any."""
    return not mine or not theirs or bool(set(mine) & set(theirs))

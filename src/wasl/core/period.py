"""Spans of whole months that figures are counted over, written "2018", "2018-T1", "2018-03" or "2017-2020"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wasl.core.months import MONTHS

CASABLANCA = ZoneInfo("Africa/Casablanca")
_QUARTERS_FR = ("1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre")
_QUARTERS_AR = ("الربع الأول", "الربع الثاني", "الربع الثالث", "الربع الرابع")
_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-T(?P<quarter>[1-4])|-(?P<month>\d{2})|-(?P<last>\d{4}))?", re.ASCII)


class BadPeriod(ValueError):
    """Not a period as written above, or outside the years 1957 to 2199."""


@dataclass(frozen=True, slots=True)
class Period:
    """`since` is its first day, `until` the day after its last."""

    code: str
    since: date
    until: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        found = _WRITTEN.fullmatch(text.strip().upper())
        if not found:
            raise BadPeriod(text)
        year, last = int(found["year"]), int(found["last"] or found["year"])
        month, months = 1, 12 * (last - year + 1)
        if found["quarter"]:
            month, months = 3 * int(found["quarter"]) - 2, 3
        elif found["month"]:
            month, months = int(found["month"]), 1
        if not (1957 <= year <= last <= 2199 and 1 <= month <= 12) or (found["last"] and last == year):
            raise BadPeriod(text)
        return cls(found.group(0), date(year, month, 1), _months_after(year, month, months))

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def is_year(self) -> bool:
        return len(self.code) == 4

    def __contains__(self, other: object) -> bool:
        if isinstance(other, Period):
            return self.since <= other.since and other.until <= self.until
        return isinstance(other, date) and self.since <= other < self.until

    def previous(self) -> "Period":
        """The period of the same length that ends where this one begins: last year, the quarter or month before."""
        months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
        start = _months_after(self.since.year, self.since.month, -months)
        return Period(_written(start, months), start, self.since)

    def instants(self) -> tuple[datetime, datetime]:
        """First instant of the period and first instant after it, on the clock of Casablanca."""
        first, after = (datetime(day.year, day.month, day.day, tzinfo=CASABLANCA) for day in (self.since, self.until))
        return first, after

    def label(self, language: str) -> str:
        """2018; mars 2018, مارس 2018; 1er trimestre 2018; 2017-2020."""
        arabic = language.startswith("ar")
        if "-T" in self.code:
            return f"{(_QUARTERS_AR if arabic else _QUARTERS_FR)[self.since.month // 3]} {self.since.year}"
        if len(self.code) == 7:
            return f"{MONTHS['ar' if arabic else 'fr'][self.since.month - 1]} {self.since.year}"
        # After Arabic letters a bare "2017-2020" would be drawn from its end.
        return f"\u200e{self.code}\u200e" if arabic and len(self.code) == 9 else self.code

    def __str__(self) -> str:
        return self.code


def _months_after(year: int, month: int, months: int) -> date:
    years, index = divmod(month - 1 + months, 12)
    return date(year + years, index + 1, 1)


def _written(start: date, months: int) -> str:
    if months == 1:
        return f"{start:%Y-%m}"
    if months == 3:
        return f"{start.year}-T{start.month // 3 + 1}"
    return f"{start.year}" if months == 12 else f"{start.year}-{start.year + months // 12 - 1}"

"""A birth as far as it is known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OLDEST = 120


class Precision(StrEnum):
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    ESTIMATED = "ESTIMATED"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Birth:
    """A year alone, with its month, a whole day, or an `age` in years said on `stated_on`."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    age: int | None = None
    stated_on: date | None = None

    @property
    def precision(self) -> Precision:
        if self.age is not None:
            return Precision.ESTIMATED
        if self.year is None:
            return Precision.NONE
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY


@dataclass(frozen=True, slots=True)
class BirthColumns:
    """As a registration stores it: an age becomes the likeliest year of birth, and stays as it was said."""

    birth_precision: Precision
    birth_year: int | None
    birth_month: int | None
    birth_day: int | None
    stated_age: int | None
    stated_on: date | None


def birth_problem(birth: Birth, *, today: date) -> str:
    """Code of what is wrong, or an empty string."""
    if birth.age is not None:
        return _age_problem(birth, today)
    if birth.year is None:
        return "YEAR_MISSING" if birth.month or birth.day else ""
    if birth.day and not birth.month:
        return "MONTH_MISSING"
    return _date_problem(birth.year, birth.month or 1, birth.day or 1, today)


def _age_problem(birth: Birth, today: date) -> str:
    if birth.year or birth.month or birth.day:
        return "DATE_AND_AGE"
    if birth.stated_on and birth.stated_on > today:
        return "FUTURE"
    return "" if birth.age is not None and 0 <= birth.age <= OLDEST else "AGE_RANGE"


def _date_problem(year: int, month: int, day: int, today: date) -> str:
    try:
        earliest = date(year, month, day)
    except ValueError:
        return "IMPOSSIBLE_DATE"
    if earliest > today:
        return "FUTURE"
    return "TOO_OLD" if today.year - year > OLDEST else ""


def birth_columns(birth: Birth, *, today: date) -> BirthColumns:
    if birth.age is None:
        return BirthColumns(birth.precision, birth.year, birth.month, birth.day, None, None)
    stated_on = birth.stated_on or today
    return BirthColumns(Precision.ESTIMATED, stated_on.year - birth.age, None, None, birth.age, stated_on)


def age_on(day: date, *, year: int | None, month: int | None = None, born_on: int | None = None) -> int | None:
    """Whole years on `day`; without month or day the age reached during that year. None without a year."""
    if year is None:
        return None
    years = day.year - year
    if month is None:
        return max(years, 0)
    return max(years - ((day.month, day.day) < (month, born_on or 1)), 0)

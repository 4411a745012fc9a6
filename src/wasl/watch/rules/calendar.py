"""Days that move figures every year: public holidays, and Ramadan and the feasts, which move through the year.

Days of the moon are those announced in Morocco up to 2026; later ones are reckoned, and may be a day off.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Feast(StrEnum):
    """What a week falls in; the gravest when several: a feast before Ramadan."""

    RAMADAN = "ramadan"
    FITR = "fitr"
    ADHA = "adha"


@dataclass(frozen=True, slots=True)
class MoonYear:
    """First day of Ramadan, and the first day of each feast."""

    ramadan: date
    fitr: date
    adha: date


MOON_YEARS = tuple(
    MoonYear(*(date.fromisoformat(day) for day in days))
    for days in (
        ("2014-06-29", "2014-07-29", "2014-10-05"),
        ("2015-06-18", "2015-07-18", "2015-09-24"),
        ("2016-06-07", "2016-07-06", "2016-09-12"),
        ("2017-05-27", "2017-06-26", "2017-09-01"),
        ("2018-05-17", "2018-06-15", "2018-08-22"),
        ("2019-05-07", "2019-06-05", "2019-08-12"),
        ("2020-04-25", "2020-05-24", "2020-07-31"),
        ("2021-04-14", "2021-05-13", "2021-07-21"),
        ("2022-04-03", "2022-05-02", "2022-07-10"),
        ("2023-03-23", "2023-04-22", "2023-06-29"),
        ("2024-03-12", "2024-04-10", "2024-06-17"),
        ("2025-03-02", "2025-03-31", "2025-06-07"),
        ("2026-02-19", "2026-03-20", "2026-05-27"),
        ("2027-02-08", "2027-03-10", "2027-05-17"),
        ("2028-01-28", "2028-02-27", "2028-05-05"),
        ("2029-01-16", "2029-02-15", "2029-04-24"),
        ("2030-01-06", "2030-02-05", "2030-04-13"),
    )
)
#: Days that counters close at a feast.
_FEAST_DAYS = 2
#: month, day: holidays that fall on the same day each year.
_FIXED = ((1, 1), (1, 11), (5, 1), (7, 30), (8, 14), (8, 20), (8, 21), (11, 6), (11, 18))


def feast_of(week: date) -> Feast | None:
    """Of the week that begins on this Monday."""
    last = week + timedelta(days=6)
    for year in MOON_YEARS:
        for feast, day in ((Feast.FITR, year.fitr), (Feast.ADHA, year.adha)):
            if day <= last and day + timedelta(days=_FEAST_DAYS - 1) >= week:
                return feast
    # A week counts as Ramadan from four of its days on.
    return Feast.RAMADAN if any(_days_within(week, year.ramadan, year.fitr) >= 4 for year in MOON_YEARS) else None


def _days_within(week: date, since: date, until: date) -> int:
    return max(0, (min(week + timedelta(days=7), until) - max(week, since)).days)


def working_days(week: date, closed: frozenset[date] = frozenset()) -> int:
    """From 1 to 5: Monday to Friday less the holidays, those of `closed` included; never none, since some work on."""
    feasts = {
        day + timedelta(days=number)
        for year in MOON_YEARS
        for day in (year.fitr, year.adha)
        for number in range(_FEAST_DAYS)
    }
    days = [week + timedelta(days=number) for number in range(5)]
    away = feasts | closed
    return max(1, sum(day not in away and (day.month, day.day) not in _FIXED for day in days))

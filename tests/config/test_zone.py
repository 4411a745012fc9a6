"""Morocco's clock: +1, +0 in Ramadan, and +0 for good since 20 September 2026. Instants are UTC, days are Morocco's."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

SHIFTS = [
    pytest.param(datetime(2026, 2, 15, 2, tzinfo=UTC), 1, 0, id="Ramadan begins"),
    pytest.param(datetime(2026, 3, 22, 2, tzinfo=UTC), 0, 1, id="Ramadan ended"),
    pytest.param(datetime(2026, 9, 20, 1, tzinfo=UTC), 1, 0, id="back for good"),
]


def hours(instant: datetime) -> float:
    offset = timezone.localtime(instant).utcoffset()
    assert offset is not None
    return offset / timedelta(hours=1)


@pytest.mark.parametrize(("shift", "before", "after"), SHIFTS)
def test_each_shift_happens_at_its_second(shift: datetime, before: int, after: int) -> None:
    assert (hours(shift - timedelta(seconds=1)), hours(shift)) == (before, after)


@pytest.mark.django_db
@pytest.mark.parametrize(("shift", "before", "after"), SHIFTS)
def test_the_database_shifts_at_the_same_second(shift: datetime, before: int, after: int) -> None:
    instants = [shift - timedelta(seconds=1), shift]
    with connection.cursor() as cursor:
        cursor.execute("select (i at time zone 'Africa/Casablanca') from unnest(%s::timestamptz[]) i", [instants])
        local = [row[0] for row in cursor.fetchall()]
    assert local == [timezone.localtime(instant).replace(tzinfo=None) for instant in instants]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 2, 14, 23, 30, tzinfo=UTC), date(2026, 2, 15)),  # 00:30, an hour ahead
        (datetime(2026, 2, 16, 23, 30, tzinfo=UTC), date(2026, 2, 16)),  # 23:30, Ramadan
        (datetime(2026, 3, 22, 23, 30, tzinfo=UTC), date(2026, 3, 23)),  # ahead again
        (datetime(2026, 9, 20, 23, 30, tzinfo=UTC), date(2026, 9, 20)),
        (datetime(2027, 2, 20, 23, 30, tzinfo=UTC), date(2027, 2, 20)),
        (datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC), date(2027, 12, 31)),
    ],
)
def test_an_evening_act_is_counted_on_moroccos_day(instant: datetime, day: date) -> None:
    assert timezone.localdate(instant) == day


def test_there_is_no_shift_in_2027() -> None:
    year = [datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(365 * 24)]
    assert {hours(instant) for instant in year} == {0}


@pytest.mark.parametrize("day", [date(2026, 2, 15), date(2026, 3, 22), date(2026, 9, 20)])
def test_a_deadline_in_days_is_not_moved_by_a_shift(day: date) -> None:
    """48 hours are not two days across a shift: deadlines in days are counted in days."""
    zone = ZoneInfo("Africa/Casablanca")
    given = datetime(day.year, day.month, day.day, 10, tzinfo=zone) - timedelta(days=1)
    due = given + timedelta(days=2)
    assert (due.date() - given.date()).days == 2
    assert due.astimezone(UTC) - given.astimezone(UTC) != timedelta(days=2)


def test_the_locked_table_is_used_not_the_machines() -> None:
    assert zoneinfo.TZPATH == ()

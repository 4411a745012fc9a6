"""Weeks from Monday to Sunday, months, and which of them may be looked at."""

from datetime import date, timedelta

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_complete_week(today: date, *, wait_days: int) -> date:
    """Monday of the last week that ended at least `wait_days` ago; the one under way is never looked at."""
    return monday(today - WEEK - timedelta(days=wait_days))


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_between(first: date, last: date) -> int:
    return 12 * (last.year - first.year) + last.month - first.month


def month_after(day: date, months: int = 1) -> date:
    years, index = divmod(day.month - 1 + months, 12)
    return date(day.year + years, index + 1, 1)


def last_complete_month(today: date, *, wait_days: int) -> date:
    """First day of the last month that ended at least `wait_days` ago."""
    return month_after(first_of_month(today - timedelta(days=wait_days)), -1)

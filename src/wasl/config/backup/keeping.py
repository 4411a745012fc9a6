"""Which backups are kept."""

from collections.abc import Iterable
from datetime import datetime

DAYS, MONTHS = 14, 12


def superfluous(taken: Iterable[datetime]) -> set[datetime]:
    """All but the newest of each of the last 14 days that have one, and of each of the last 12 months."""
    newest_first = sorted(taken, reverse=True)
    days: dict[object, datetime] = {}
    months: dict[object, datetime] = {}
    for instant in newest_first:
        days.setdefault(instant.date(), instant)
        months.setdefault((instant.year, instant.month), instant)
    kept = set(list(days.values())[:DAYS]) | set(list(months.values())[:MONTHS])
    return set(newest_first) - kept

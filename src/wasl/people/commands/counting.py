"""Counting how common names are, on a sample of the registry, for the search and the batch."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from wasl.core.scope import system
from wasl.people.linkage.frequencies import counted
from wasl.people.linkage.names import words
from wasl.people.models import NameCensus

#: Registrations read: a name borne by one in 20,000 is then seen about five times.
SAMPLE = 100_000
#: Seen fewer times in the sample, a name is left out: it counts as rare, and says nothing of anybody.
LEAST = 3
_READ = """SELECT given_ar, family_ar, given_latin, family_latin FROM people_registration
           TABLESAMPLE BERNOULLI (%s) REPEATABLE (1)"""


@transaction.atomic
def count_names(*, now: datetime, sample: int = SAMPLE) -> int:
    """Answers how many names were common enough to be kept; the count before is forgotten."""
    with system("count names"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_registration")
        (registrations,) = cursor.fetchone()
        cursor.execute(_READ, [min(100.0, 100.0 * sample / max(registrations, 1))])
        found = counted(map(_skeletons, _rows(cursor)), registrations=registrations, least=LEAST)
    made = NameCensus.objects.create(
        counted_at=now,
        registrations=registrations,
        shares={name: round(share, 7) for name, share in found.shares.items()},
    )
    NameCensus.objects.exclude(pk=made.pk).delete()
    return len(found.shares)


def _rows(cursor: Any) -> Iterator[tuple[str, ...]]:
    while rows := cursor.fetchmany(5_000):
        yield from rows


def _skeletons(row: tuple[str, ...]) -> list[str]:
    return [word.skeleton for text in row for word in words(text)]

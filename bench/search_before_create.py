"""Search before create among 200,000 people, through both walls, beside a plain trigram search of the same names.

Each query names one of the people, in the other script for half of them, with the birth year; `recall` is how often
that person is among the first ten. The trigram anchor is the bare SQL of a GIN trigram index on the folded names.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from random import Random

from django.db import connection, transaction

from bench.measure import Line, side_by_side
from bench.people import TODAY, people_of
from bench.world import database

PEOPLE = int(os.environ.get("WASL_BENCH_PEOPLE", "200000"))
QUERIES = 200
TRIGRAM = "SELECT id FROM bench_names WHERE written %% %s ORDER BY written <-> %s LIMIT 10"


def lines() -> Iterator[Line | str]:
    with database("bench_search"):
        yield from _measured()


def _measured() -> Iterator[Line | str]:
    from tests.access import factories
    from tests.network.factories import SmallInstitution

    from wasl.core.folding import search_key
    from wasl.core.scope import entered, system
    from wasl.people import queries
    from wasl.people.rules.sought import sought_in_box

    world = SmallInstitution()
    began = time.perf_counter()
    units = (world.centre, world.sister, world.stranger, world.delegation)
    people = [each for n, unit in enumerate(units) for each in people_of(unit, PEOPLE // len(units), seed=n)]
    yield f"search before create: {len(people)} people written in {time.perf_counter() - began:.0f} s"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_names (id uuid, written text)")
        with cursor.copy("COPY bench_names FROM STDIN") as out:
            for row, _name in people:
                said = row.particulars
                out.write_row([
                    row.id, search_key(f"{said.given_ar} {said.family_ar} {said.given_latin} {said.family_latin}"),
                ])  # fmt: skip
        cursor.execute("CREATE INDEX ON bench_names USING gin (written gin_trgm_ops)")
        cursor.execute("ANALYZE bench_names")
    with transaction.atomic(), system("load demo"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_registration")
    who = factories.actor("DELEGATE", world.delegation)
    random = Random(7)
    sought = [_typed(random, *each) for each in random.sample(people[: len(people) // 2], QUERIES)]

    def ours(text: str) -> list[object]:
        with transaction.atomic(), entered(who):
            found = queries.search(actor=who, sought=sought_in_box(text), today=TODAY)
        return [each.registration.pk for each in found.candidates]

    def trigram(text: str) -> list[object]:
        words = search_key(text.rpartition(" ")[0])
        with connection.cursor() as cursor:
            cursor.execute(TRIGRAM, [words, words])
            return [key for (key,) in cursor.fetchall()]

    yield _spread("ours", ours, sought)
    yield _spread("trigram", trigram, sought)
    turn = iter(sought * 1000)
    yield side_by_side(
        f"search before create, {len(people)} people",
        lambda: ours(next(turn)[0]),
        lambda: trigram(next(turn)[0]),
        times=100,
        anchor_times=100,
        goal="p95 30 ms in the application",
    )


def _typed(random: Random, row: object, name: object) -> tuple[str, object]:
    """As somebody at a desk types it: names in one script or the other, then the year."""
    arabic, latin = f"{name.given_ar} {name.family_ar}", f"{name.given_latin} {name.family_latin}"  # type: ignore[attr-defined]
    year = row.particulars.birth.year  # type: ignore[attr-defined]
    return f"{random.choice((arabic, latin))} {year}", row.id  # type: ignore[attr-defined]


def _spread(name: str, search: Callable[[str], list[object]], sought: list[tuple[str, object]]) -> str:
    times, hits = [], 0
    for text, wanted in sought:
        began = time.perf_counter()
        found = search(text)
        times.append((time.perf_counter() - began) * 1000)
        hits += wanted in found[:10]
    spread = statistics.quantiles(times, n=20)
    return (
        f"  {name}: p50 {statistics.median(times):.1f} ms, p95 {spread[-1]:.1f} ms wall, "
        f"recall at ten {hits / len(sought):.3f}"
    )

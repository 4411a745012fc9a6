"""The monthly count of assessed households that lack several things, and the pages that read it.

--households N (default 20,000; half as many again were assessed twice) and --centres N (default 4,086) say how many.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
from django.db import connection
from django.test import Client

from bench.filling import filling
from bench.measure import backend_seconds
from bench.watch_needs import _UNITS
from bench.world import database

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
TABLES = ("people_registration", "assistance_case", "assistance_assessment")
_ROW = "'%s-0000-7000-8000-' || lpad(to_hex(n), 12, '0')"
_PEOPLE = f"""
INSERT INTO people_registration (id, unit_id, path, level, given_ar, family_ar, given_latin, family_latin, known_as,
    father, mother, sex, birth_precision, birth_year, birth_place, commune_code, douar, languages, idcs_status,
    rsu_status, keys, keys_version, version, none_of_these, is_simulated, doubles_checked_at)
SELECT ({_ROW % "02900000"})::uuid, u.id, u.path, 2, '', '', 'Fatima ' || n %% 977, 'Ait Hammou ' || n %% 8831, '', '',
    '', 'F', 'YEAR', 1940 + n %% 80, '', '', '', '{{}}', '', '', '{{}}', 1, 1, '', true, now()
FROM generate_series(1, %(households)s) n JOIN network_unit u ON u.code = 'N' || 1 + n %% %(centres)s;
INSERT INTO assistance_case (id, unit_id, path, level, seal, registration_id, worker_id, channel, basis, state,
    opened_at, review_on, closure_reason, outcome, suspension_reason, next_on, news_on, version, is_simulated)
SELECT ({_ROW % "02910000"})::uuid, u.id, u.path, 2, ({_ROW % "02910000"})::uuid, ({_ROW % "02900000"})::uuid,
    %(worker)s, 'SPONT', 'CONSENT', 'EN_COURS', now() - interval '700 days', current_date, '', '', '', current_date,
    current_date, 1, true
FROM generate_series(1, %(households)s) n JOIN network_unit u ON u.code = 'N' || 1 + n %% %(centres)s;
"""
_ASSESSED = """
COPY assistance_assessment (id, unit_id, path, level, seal, case_id, questionnaire_id, code, assessed_at, language,
    has_interpreter, sealed, total, band, findings, decided_band, is_simulated, recorded_at) FROM STDIN
"""
#: Question, and its answers, the likelier first.
_ANSWERS = {
    "sleeps": ("own", "hosted", "unfit"), "water": ("no", "yes", "unknown"), "meals": ("three", "two", "one"),
    "income": ("irregular", "regular", "none"), "ill": ("no", "yes", "unknown"), "cover": ("no", "yes"),
    "pregnant": ("no", "yes"), "school": ("no", "yes", "unknown"),
}  # fmt: skip


def lines(*options: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(prog="watch_poverty")
    parser.add_argument("--households", type=int, default=20_000)
    parser.add_argument("--centres", type=int, default=4_086)
    given = parser.parse_args(options)
    with database("bench_watch_poverty") as addresses:
        reader = _fill(addresses.owner, addresses.admin, given)
        yield _census()
        yield _assessed(given)
        yield from _pages(reader)


def _fill(owner: str, admin: str, given: argparse.Namespace) -> object:
    from tests.access import factories
    from tests.network.factories import unit

    from wasl.catalogue.commands import seed
    from wasl.catalogue.queries import questionnaires_on
    from wasl.territory.commands import load_reference

    load_reference()
    seed()
    top = unit("HQ")
    values = {"centres": given.centres, "households": given.households, "worker": factories.account(top).pk}
    with psycopg.connect(owner, autocommit=True) as making:
        for statement in _UNITS.split(";\n"):
            if statement.strip():
                making.execute(statement, values)
    with filling(admin, *TABLES) as gathering:
        for statement in _PEOPLE.split(";\n"):
            if statement.strip():
                gathering.execute(statement, values)
        _assess(gathering, questionnaires_on(TODAY).get(code="NEEDS").pk)
    return factories.posting("STATISTICIAN", top).account


def _assess(gathering: psycopg.Connection, questionnaire: UUID) -> None:
    from wasl.assistance.commands.assessments import SEALED
    from wasl.assistance.commands.sealing import sealed_values
    from wasl.core.identifiers import new_id

    draw = random.Random(11)
    cases = gathering.execute("SELECT id, unit_id, path FROM assistance_case").fetchall()
    with gathering.cursor() as cursor, cursor.copy(_ASSESSED) as copy:
        for place, (case, unit, path) in enumerate(cases):
            for _time in range(1 + place % 2):
                answers = {code: [draw.choices(said, (6, 3, 1)[: len(said)])[0]] for code, said in _ANSWERS.items()}
                pk, at = new_id(), NOW - timedelta(days=20 + draw.randrange(600))
                sealed = sealed_values(SEALED, pk, {"answers": answers, "conclusion": "À suivre"})
                copy.write_row(
                    (pk, unit, path, 2, case, case, questionnaire, "NEEDS", at, "ar", False, sealed, 9, "MODERATE", [],
                     "", True, at)
                )  # fmt: skip


def _census() -> str:
    from wasl.watch.commands.poverty import count_census

    return _measured(lambda: count_census(now=NOW, today=TODAY), "census, 1,591 territories, two censuses")


def _assessed(given: argparse.Namespace) -> str:
    from wasl.watch.commands.poverty import count_assessed

    what = f"count of {given.households} households of {given.centres} centres"
    return _measured(lambda: count_assessed(now=NOW, today=TODAY), what)


def _measured(act, what: str) -> str:  # type: ignore[no-untyped-def]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    began, processor, backend = time.monotonic(), time.process_time(), backend_seconds(pid)
    run = act()
    seconds, busy = time.monotonic() - began, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{what}: {run.figures} in {seconds:.1f} s ({busy:.1f} s CPU, PostgreSQL"
        f" {backend_seconds(pid) - backend:.1f} s), {memory:.0f} MB"
    )


def _pages(reader: object) -> Iterator[str]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(reader)  # type: ignore[arg-type]
    for address in (
        "/poverty/", "/poverty/?level=commune", "/poverty/05.081/", "/poverty/households/",
        "/poverty/households/?place=05.081",
    ):  # fmt: skip
        assert client.get(address).status_code == 200
        began, processor = time.monotonic(), time.process_time()
        size = len(client.get(address).content)
        wall, busy = time.monotonic() - began, time.process_time() - processor
        yield f"{address}: {1000 * wall:.0f} ms ({1000 * busy:.0f} ms CPU of the page), {size // 1024} kB"

"""The first and a later page of the queue of likely doubles, as its adjudicators ask for them, over the whole registry.

WASL_BENCH_PERSONS says how many persons there are (5,000,000 for the goal), WASL_BENCH_WAITING how many pairs a
thousand of them wait.
"""

import os
import re
import time
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client

from bench.filling import filling
from bench.measure import Line, side_by_side
from bench.world import database

PERSONS = int(os.environ.get("WASL_BENCH_PERSONS", "100000"))
WAITING = int(os.environ.get("WASL_BENCH_WAITING", "37")) / 1_000
GOAL_MS = 500
CENTRES = 200

# PERSONS, CENTRES and EACH are put in as numbers.
_PEOPLE = """
CREATE TEMP TABLE places ON COMMIT DROP AS
SELECT id, path, row_number() OVER (ORDER BY path) - 1 AS place FROM network_unit WHERE kind = 'CENTRE';
INSERT INTO people_registration (id, unit_id, path, level, given_ar, family_ar, given_latin, family_latin, known_as,
    father, mother, sex, birth_precision, birth_year, birth_place, commune_code, douar, languages, idcs_status,
    rsu_status, keys, keys_version, version, none_of_these, is_simulated, doubles_checked_at)
SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, p.id, p.path, 2, '', '', 'Fatima ' || n % 977,
    'Ait Hammou ' || n % 8831, '', '', '', 'F', 'YEAR', 1940 + n % 80, '', '', '', '{}', '', '', '{}', 1, 1, '', true,
    now()
FROM generate_series(1, PERSONS::bigint) n JOIN places p ON p.place = n % CENTRES;
CREATE TEMP TABLE drawn ON COMMIT DROP AS
SELECT n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS one,
    ('01900000-0000-7000-8000-' || lpad(to_hex(n + 1 + (n * 7919) % CENTRES), 12, '0'))::uuid AS other
FROM generate_series(1, PERSONS - CENTRES - 1::bigint) n WHERE n % EACH = 0;
INSERT INTO people_likelydouble (id, one_id, unit_id, path, other_id, other_unit_id, other_path, level, origin, tier,
    strength, weight, reasons, veto, is_sample, is_open, cluster, found_at)
SELECT uuidv7(), a.id, a.unit_id, a.path, b.id, b.unit_id, b.path, CASE WHEN n % 50 = 0 THEN 4 ELSE 2 END,
    'FOUND', 'REVIEW', (n::bigint * 7919 % 100000) / 100000.0, 9, '{given_same,date_same}', '', false, true,
    CASE WHEN n % 5 = 0 THEN md5((n / 10000)::text)::uuid ELSE gen_random_uuid() END, now()
FROM drawn JOIN people_registration a ON a.id = drawn.one JOIN people_registration b ON b.id = drawn.other;
"""


def lines() -> Iterator[Line]:
    with database("bench_review_queue") as addresses:
        yield from _measured(addresses.admin)


def _measured(admin: str) -> Iterator[Line]:
    from tests.access import factories
    from tests.network.factories import SmallInstitution, unit

    world = SmallInstitution()
    delegations = [world.delegation, world.other, *(unit("DELEG", parent=world.coordination) for _ in range(18))]
    for place in range(CENTRES - 3):
        unit("CENTRE", parent=delegations[place % len(delegations)], type="CAS")
    with filling(admin, "people_registration", "people_likelydouble") as gathering:
        numbers = {"PERSONS": PERSONS, "CENTRES": CENTRES, "EACH": round(1 / WAITING)}
        statements = _PEOPLE
        for name, number in numbers.items():
            statements = statements.replace(name, str(number))
        gathering.execute(statements)
    with connection.cursor() as counting:
        counting.execute("SET ROLE wasl_system")
        counting.execute("SELECT count(*) FROM people_likelydouble")
        (waiting,) = counting.fetchone()
        counting.execute("RESET ROLE")
    for role, desk in (
        ("ADJUDICATOR", world.hq),
        ("ADJUDICATOR", world.delegation),
        ("ADJUDICATOR_PROTECTED", world.hq),
    ):
        client = Client(SERVER_NAME="localhost")
        client.force_login(factories.posting(role, desk).account)
        yield _line(client, f"{role.lower()} at {desk.kind}", waiting)


def _line(client: Any, who: str, waiting: int) -> Line:
    answer = client.get("/people/doubles/")
    assert answer.status_code == 200
    found = re.search(r"key=([\w=-]+)", answer.content.decode())
    second = f"/people/doubles/?key={found[1]}" if found else "/people/doubles/?kind=FOUND"
    addresses = ["/people/doubles/", second, "/people/doubles/?kind=SEVERAL"]
    walls = []
    for address in addresses * 4:
        began = time.perf_counter()
        assert client.get(address).status_code == 200
        walls.append((time.perf_counter() - began) * 1000)

    def page() -> None:
        client.get("/people/doubles/")

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE wasl_system")
            cursor.execute("SELECT * FROM people_likelydouble WHERE is_open ORDER BY strength DESC, id DESC LIMIT 26")
            cursor.fetchall()
            cursor.execute("RESET ROLE")

    line = side_by_side(
        f"review queue, {PERSONS} persons, {waiting} pairs, {who}", page, bare, times=5,
        goal=f"every page under {GOAL_MS} ms",
    )  # fmt: skip
    worst = ", ".join(f"{max(walls[place::3]):.0f}" for place in range(3))
    return Line(line.name, line.ours, line.anchor, line.goal, f"slowest first, second, clusters: {worst} ms wall")

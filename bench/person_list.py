"""The latest people of a centre as a page (session, scope, both walls, translations) against its bare SQL."""

from collections.abc import Iterator

import psycopg
from django.db import connection
from django.test import Client

from bench.measure import Line, side_by_side
from bench.world import database

PEOPLE = 20_000
SQL = """
SELECT id, given_ar, family_ar, given_latin, family_latin, sex, birth_year, douar
FROM people_registration WHERE path >= %s AND path < %s ORDER BY id DESC LIMIT 15
"""


def lines() -> Iterator[Line]:
    with database("bench_person_list") as addresses:
        yield from _measured(addresses.owner)


def _measured(owner: str) -> Iterator[Line]:
    from tests.access import factories
    from tests.network.factories import SmallInstitution

    from bench.people import people_of

    world = SmallInstitution()
    people_of(world.centre, PEOPLE)
    with psycopg.connect(owner, autocommit=True) as gathering:
        gathering.execute("analyze")
    client = Client(SERVER_NAME="localhost")
    client.force_login(factories.posting("SOCIAL_WORKER", world.centre).account)
    address = "/people/"
    assert client.get(address).status_code == 200
    low, high = world.centre.path, world.centre.path[:-1] + "/"

    def page() -> None:
        client.get(address)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE wasl_system")
            cursor.execute(SQL, [low, high])
            cursor.fetchall()
            cursor.execute("RESET ROLE")

    yield side_by_side(
        f"person list, {PEOPLE} people", page, bare, times=40, goal="6 ms CPU a page, at most 20 times the bare SQL"
    )

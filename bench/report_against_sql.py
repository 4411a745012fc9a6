"""The provincial report of the demo world, computed and as a page, against the same 26 numbers in bare SQL."""

from collections.abc import Iterator
from datetime import date

import psycopg
from django.db import connection, transaction
from django.test import Client

from bench.measure import Line, side_by_side
from bench.world import database

TODAY = date(2026, 11, 21)
GOAL = "at most 10 times the bare SQL computed, 20 as a page"

UNITS = """
SELECT count(*) FILTER (WHERE s.eps_category <> ''), count(*) FILTER (WHERE s.type = 'CEF'),
       count(*) FILTER (WHERE s.type = 'JE'), count(*) FILTER (WHERE s.type = 'ALPHA')
  FROM network_unitstate s JOIN network_unit u ON u.id = s.unit_id
 WHERE s.province_code = '05.081' AND s.since <= '2018-12-31' AND (s.until IS NULL OR s.until > '2018-12-31')
   AND u.opened_on <= '2018-12-31' AND (u.closed_on IS NULL OR u.closed_on > '2018-12-31')
"""
DECLARED = """
SELECT d.measure, sum(d.value) FROM facts_declaredfact d
 WHERE d.status = 'approved' AND d.period = '2018' AND d.path >= %s AND d.path < %s GROUP BY d.measure
"""
PERSONS = """
SELECT count(DISTINCT l.person_id) FROM assistance_reception r
  JOIN people_personlink l ON l.registration_id = r.registration_id AND l.until_at IS NULL
 WHERE r.path >= %s AND r.path < %s AND r.arrived_at >= '2018-01-01' AND r.arrived_at < '2019-01-01'
"""


def lines() -> Iterator[Line]:
    with database("bench_report") as addresses:
        yield from _measured(addresses.owner)


def _measured(owner: str) -> Iterator[Line]:
    from wasl.access.models import Account
    from wasl.core.period import Period
    from wasl.network.models import Unit
    from wasl.reports.queries import sheet_of
    from wasl.simulation import accounts, figures, figures_persons, structure
    from wasl.territory.commands import load_reference

    load_reference()
    with transaction.atomic():
        for part in (structure, accounts, figures, figures_persons):
            part.load(progress=lambda line: None, today=TODAY)
    # As autovacuum does within minutes of a load: without it the planner believes the tables empty.
    with psycopg.connect(owner, autocommit=True) as connected:
        connected.execute("ANALYZE")
    path = Unit.objects.get(code="D081").path
    below = [path, path[:-1] + "/"]
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(staff_number="AZ001"))
    address = "/reports/provincial/?territory=05.081&period=2018"
    assert client.get(address).status_code == 200

    def computed() -> None:
        with transaction.atomic():
            sheet_of(actor=None, code="provincial", territory="05.081", period=Period.parse("2018"), today=TODAY)

    def page() -> None:
        client.get(address)

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE wasl_system")
            for sql, parameters in ((UNITS, []), (DECLARED, below), (PERSONS, below)):
                cursor.execute(sql, parameters)
                cursor.fetchall()

    yield side_by_side("provincial report, computed", computed, bare, times=10, anchor_times=40, goal=GOAL)
    yield side_by_side("provincial report, page", page, bare, times=10, anchor_times=40, goal=GOAL)

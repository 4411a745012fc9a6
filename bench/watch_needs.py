"""The monthly forecast of needs for the whole country: 4,086 centres × 10 services, and the homes' places.

--centres N, --services N (of 10) and --months N (default 36) say how much stands in the tables: one act of many persons
a month for each. Then what a cut costs: the second half of the services are taken away, and it goes on.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
from django.db import connection

from bench.measure import backend_seconds
from bench.world import database

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
SERVICES = ("ADM", "JUR", "PSY", "SCOL", "ECO", "SOU", "MED", "ENQ", "VAD", "INF")

_UNITS = """
INSERT INTO network_unit (id, code, kind, path, opened_on, is_simulated, version)
SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(k), 12, '0'))::uuid, 'N' || k, 'CENTRE', 'MA.N' || k || '.',
    '2010-01-01', true, 0 FROM generate_series(1, %(centres)s) k;
INSERT INTO network_unitstate (unit_id, since, parent_id, type, name_fr, name_ar, eps_category, management,
    commune_code, province_code, area, capacity, reason)
SELECT u.id, '2010-01-01', h.id, CASE k %% 4 WHEN 0 THEN 'DAR_TALIBA' ELSE 'CAS' END, u.code, u.code, '', '', '',
    t.code, 'RUR', 60, ''
FROM generate_series(1, %(centres)s) k JOIN network_unit u ON u.code = 'N' || k
    JOIN network_unit h ON h.code = 'MA'
    JOIN (SELECT row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS many, code FROM territory_territory
          WHERE level = 'province') t ON t.n = k %% t.many;
"""
_FACTS = """
INSERT INTO assistance_act (id, unit_id, path, level, is_simulated, service, occurred_at, place, agent_id, language,
    has_interpreter, anonymous_count, form_number)
SELECT gen_random_uuid(), u.id, u.path, 2, true, s, %(first)s::date + make_interval(months => m) + interval '10 hours',
    'centre', %(agent)s, '', false, 1 + floor(random() * 20 + 4 * sin(m * pi() / 6) + 4)::int, ''
FROM network_unit u, unnest(%(services)s::text[]) s, generate_series(0, %(months)s - 1) m
WHERE u.kind = 'CENTRE' AND u.code LIKE 'N%%';
INSERT INTO watch_weekstate (id, unit_id, path, level, measure, week, value, enrolled, status, version, source, remark,
    entered_by_id, approved_by_id, approved_at, is_simulated)
SELECT gen_random_uuid(), u.id, u.path, 0, 'dt.absences',
    date_trunc('week', %(first)s::date + 14 + m * interval '1 month'), 4, 50 + floor(random() * 12)::int,
    'approved', 1, '', '', %(typist)s, %(approver)s, now(), true
FROM network_unit u JOIN network_unitstate s ON s.unit_id = u.id AND s.type = 'DAR_TALIBA',
    generate_series(0, %(months)s - 1) m;
"""


def lines(*options: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(prog="watch_needs")
    parser.add_argument("--centres", type=int, default=4086)
    parser.add_argument("--services", type=int, default=len(SERVICES))
    parser.add_argument("--months", type=int, default=36)
    given = parser.parse_args(options)
    with database("bench_watch_needs") as addresses:
        rows = _fill(addresses.owner, given)
        yield _measured(f"forecast of {given.centres} centres × {given.services} services from {rows} facts")
        _cut(given.services // 2)
        yield _measured("cut half way, going on")
        yield _measured("asked again in the same month")


def _fill(owner: str, given: argparse.Namespace) -> int:
    from tests.access import factories
    from tests.network.factories import unit

    from wasl.catalogue.commands import seed
    from wasl.territory.commands import load_reference

    load_reference()
    seed()
    top = unit("HQ")
    agent, approver = (factories.account(top) for _ in range(2))
    first = date(2026 - (given.months + 2) // 12, 11, 1)
    values = {
        "centres": given.centres, "months": given.months, "services": list(SERVICES[: given.services]), "first": first,
        "agent": agent.agent_id, "typist": agent.pk, "approver": approver.pk,
    }  # fmt: skip
    with psycopg.connect(owner, autocommit=True) as filling:
        for statement in [*_UNITS.split(";\n"), *_FACTS.split(";\n")]:
            if statement.strip():
                filling.execute(statement, values)
        for table in ("assistance_act", "watch_weekstate", "network_unitstate"):
            filling.execute(f"vacuum analyze {table}")
        counted = "SELECT (SELECT count(*) FROM assistance_act) + (SELECT count(*) FROM watch_weekstate)"
        return int(filling.execute(counted).fetchone()[0])


def _cut(left: int) -> None:
    """As if the process had been killed after so many services."""
    from wasl.watch.models import Need, NeedsRun

    run = NeedsRun.objects.get()
    keys = sorted(set(run.needs.values_list("kind", "service")))
    for kind, service in keys[left:]:
        Need.objects.filter(run=run, kind=kind, service=service).delete()
    NeedsRun.objects.update(finished_at=None)


def _measured(what: str) -> str:
    from wasl.watch.commands.needs import forecast_needs

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    began, processor, backend = time.monotonic(), time.process_time(), backend_seconds(pid)
    run = forecast_needs(now=NOW, today=TODAY)
    seconds, busy = time.monotonic() - began, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{what}: {run.figures['rows']} rows in {seconds:.1f} s ({busy:.1f} s CPU, PostgreSQL"
        f" {backend_seconds(pid) - backend:.1f} s), {memory:.0f} MB"
    )

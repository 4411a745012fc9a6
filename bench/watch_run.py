"""The weekly run of the watch for the whole country: 83 provinces and prefectures × 30 indicators, 1,503 communes × 10.

--weeks N (default 160) and --visits N (default 4, a week and commune) say how much stands in the tables: a centre and a
kindergarten in each commune. Goal: 60 s and 1 GB on two cores, engine's compilation included.
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
NEEDS = "{ECO,EMPL,DENREE,COUV,HEB,ADM,JUR,PSY,SCOL,ATT_H,AGR,VET}"
REASONS = "{NO_PLACE,NO_STOCK,NO_BUDGET,OTHER}"

_UNITS = """
INSERT INTO network_unit (id, code, kind, path, opened_on, is_simulated, version)
SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(t.n * 10 + k), 12, '0'))::uuid, 'B' || t.n || k, 'CENTRE',
    'MA.B' || t.n || k || '.', '2010-01-01', true, 0
FROM (SELECT row_number() OVER (ORDER BY code) AS n, code FROM territory_territory WHERE level = 'commune') t,
    generate_series(1, 2) k;
INSERT INTO network_unitstate (unit_id, since, parent_id, type, name_fr, name_ar, eps_category, management,
    commune_code, province_code, area, reason)
SELECT u.id, '2010-01-01', h.id, CASE k WHEN 1 THEN 'CAS' ELSE 'JE' END, u.code, u.code, '', '', t.code,
    split_part(t.code, '.', 1) || '.' || split_part(t.code, '.', 2), 'RUR', ''
FROM (SELECT row_number() OVER (ORDER BY code) AS n, code FROM territory_territory WHERE level = 'commune') t,
    generate_series(1, 2) k, network_unit u, network_unit h
WHERE u.code = 'B' || t.n || k AND h.code = 'MA';
"""
_FACTS = """
INSERT INTO assistance_reception (id, unit_id, path, level, is_simulated, sex, age_band, head_count, need, urgency,
    channel, language, state, arrived_at, form_number)
SELECT gen_random_uuid(), u.id, u.path, 2, true, 'F', 'ANR', 1, (%(needs)s::text[])[1 + floor(random() * 12)::int],
    'normal', 'SPONT', '', 'done', %(last)s::date - w * 7 + floor(random() * 5)::int + time '10:00', ''
FROM network_unit u JOIN network_unitstate s ON s.unit_id = u.id AND s.type = 'CAS', generate_series(0, %(weeks)s) w,
    generate_series(1, %(visits)s) v WHERE random() < 0.8;
INSERT INTO assistance_unmetrequest (id, unit_id, path, level, is_simulated, service, reason, head_count, occurred_at)
SELECT gen_random_uuid(), u.id, u.path, 2, true, 'HEB', (%(reasons)s::text[])[1 + floor(random() * 4)::int], 1,
    %(last)s::date - w * 7 + floor(random() * 5)::int + time '10:00'
FROM network_unit u JOIN network_unitstate s ON s.unit_id = u.id AND s.type = 'CAS', generate_series(0, %(weeks)s) w
WHERE random() < 0.3;
INSERT INTO watch_weekstate (id, unit_id, path, level, measure, week, value, enrolled, status, version, source, remark,
    entered_by_id, approved_by_id, approved_at, is_simulated)
SELECT gen_random_uuid(), u.id, u.path, 0, m, %(last)s::date - w * 7, floor(random() * 8 + random() * 8)::int, 30,
    'approved', 1, '', '', %(typist)s, %(approver)s, now(), true
FROM network_unit u JOIN network_unitstate s ON s.unit_id = u.id AND s.type = 'JE', generate_series(0, %(weeks)s) w,
    unnest('{je.absences,dt.absences,cef.absences,je.left,eps.refused}'::text[]) m
WHERE m = 'je.absences' OR u.code LIKE '%%0_';
"""


def lines(*options: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(prog="watch_run")
    parser.add_argument("--weeks", type=int, default=160)
    parser.add_argument("--visits", type=int, default=4)
    given = parser.parse_args(options)
    with database("bench_watch_run") as addresses:
        rows = _fill(addresses.owner, weeks=given.weeks, visits=given.visits)
        yield _measured(rows)


def _fill(owner: str, *, weeks: int, visits: int) -> int:
    from tests.access import factories
    from tests.network.factories import unit

    from wasl.catalogue.commands import seed
    from wasl.territory.commands import load_reference

    load_reference()
    seed()
    top = unit("HQ")
    typist, approver = (factories.account(top) for _ in range(2))
    values = {
        "weeks": weeks - 1, "visits": visits, "last": date(2026, 11, 9), "needs": NEEDS, "reasons": REASONS,
        "typist": typist.pk, "approver": approver.pk,
    }  # fmt: skip
    with psycopg.connect(owner, autocommit=True) as filling:
        for statement in [*_UNITS.split(";\n"), *_FACTS.split(";\n")]:
            if statement.strip():
                filling.execute(statement, values if "%(" in statement else None)
        tables = ("assistance_reception", "assistance_unmetrequest", "watch_weekstate", "network_unitstate")
        for table in tables:
            filling.execute(f"vacuum analyze {table}")
        counts = [filling.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables[:3]]
    return sum(counts)


def _measured(rows: int) -> str:
    from wasl.watch.running.run import run_watch

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    began, processor, backend = time.monotonic(), time.process_time(), backend_seconds(pid)
    run = run_watch(now=datetime(2026, 11, 18, 12, tzinfo=UTC), today=TODAY)
    seconds, busy = time.monotonic() - began, time.process_time() - processor
    database_busy = backend_seconds(pid) - backend
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = run.figures
    return (
        f"weekly run over {rows} facts: {said['series']} series, {said['tests']} tests, {said['kept']} findings"
        f" in {seconds:.1f} s ({busy:.1f} s CPU, PostgreSQL {database_busy:.1f} s), {memory:.0f} MB"
        " (goal: 60 s and 1,024 MB)"
    )

"""A worker's list of 500 cases with what is next in each, and a search within them, against their bare SQL.

--cases N (default 20,000) and --acts N (default 100,000) say how much stands around them; the goal is stated at
600,000 cases and 10,000,000 acts.
"""

import argparse
from collections.abc import Iterator

from django.db import connection, transaction
from django.test import Client

from bench.filling import filling
from bench.measure import Line, side_by_side
from bench.world import database

MINE, EACH = 500, 120
TABLES = ("people_registration", "assistance_case", "assistance_casetask", "assistance_act")
GOAL = "60 ms CPU a page, at most 20 times the bare SQL"

# CASES, ACTS, MINE and EACH are put in as numbers; the first MINE cases are the worker's own.
_PEOPLE = """
INSERT INTO people_registration (id, unit_id, path, level, given_ar, family_ar, given_latin, family_latin, known_as,
    father, mother, sex, birth_precision, birth_year, birth_place, commune_code, douar, languages, idcs_status,
    rsu_status, keys, keys_version, version, none_of_these, is_simulated, doubles_checked_at)
SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %(unit)s, %(path)s, 2, '', '',
    'Fatima ' || n %% 977, 'Ait Hammou ' || n %% 8831, '', '', '', 'F', 'YEAR', 1940 + n %% 80, '', '', '', '{}', '',
    '', '{}', 1, 1, '', true, now()
FROM generate_series(1, CASES) n;
INSERT INTO assistance_case (id, unit_id, path, level, seal, registration_id, worker_id, channel, basis, state,
    opened_at, review_on, closure_reason, outcome, suspension_reason, next_on, news_on, version, is_simulated)
SELECT ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %(unit)s, %(path)s, 2,
    ('01910000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    (%(workers)s::uuid[])[CASE WHEN n <= MINE THEN 1 ELSE 2 + n %% (EACH - 1) END],
    'SPONT', 'CONSENT', 'EN_COURS', now() - n %% 700 * interval '1 day', current_date + n %% 90, '', '', '',
    current_date + (n %% 40) - 5, current_date - n %% 100, 1, true
FROM generate_series(1, CASES) n;
INSERT INTO assistance_casetask (id, unit_id, path, level, seal, case_id, kind, reason, what, due_on, urgency,
    responsible_id, state, how, version, is_simulated)
SELECT uuidv7(), unit_id, path, level, seal, id, 'next', '', '', next_on, 'normal', worker_id, 'open', '', 1,
    true FROM assistance_case;
INSERT INTO assistance_act (id, unit_id, path, level, seal, service, occurred_at, place, agent_id, language,
    has_interpreter, anonymous_count, case_id, form_number, is_simulated)
SELECT uuidv7(), %(unit)s, %(path)s, 2, c.id, 'ECO', now() - n %% 700 * interval '1 day', 'centre', %(agent)s,
    '', false, 1, c.id, '', true
FROM generate_series(1, ACTS) n
JOIN assistance_case c ON c.id = ('01910000-0000-7000-8000-' || lpad(to_hex(1 + n %% CASES), 12, '0'))::uuid;
"""
_LIST = """
SELECT c.id, c.state, c.next_on, c.review_on, r.given_latin, r.family_latin, t.kind, t.due_on, t.what
FROM assistance_case c JOIN people_registration r ON r.id = c.registration_id
JOIN LATERAL (SELECT kind, due_on, what FROM assistance_casetask WHERE case_id = c.id AND state = 'open'
    ORDER BY due_on, id LIMIT 1) t ON true
WHERE c.worker_id = %s AND c.state <> 'CLOS' ORDER BY c.next_on, c.id LIMIT 500
"""
_FOUND = """
SELECT c.id, c.next_on, r.given_latin, r.family_latin FROM assistance_case c
JOIN people_registration r ON r.id = c.registration_id
WHERE c.worker_id = %s AND c.state <> 'CLOS' AND r.family_latin ILIKE '%%hammou 12%%' ORDER BY c.next_on, c.id LIMIT 51
"""


def lines(*options: str) -> Iterator[Line]:
    parser = argparse.ArgumentParser(prog="caseload")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--acts", type=int, default=100_000)
    given = parser.parse_args(options)
    with database("bench_caseload") as addresses:
        yield from _measured(addresses.admin, cases=given.cases, acts=given.acts)


def _measured(admin: str, *, cases: int, acts: int) -> Iterator[Line]:
    from django.utils import timezone
    from tests.access import factories
    from tests.network.factories import SmallInstitution

    from wasl.access.queries import actor_of
    from wasl.assistance.queries import caseload
    from wasl.catalogue.commands import seed
    from wasl.core.scope import entered

    world = SmallInstitution()
    seed()
    postings = [factories.posting("SOCIAL_WORKER", world.centre) for _ in range(EACH)]
    me = postings[0]
    values = {
        "unit": world.centre.pk, "path": world.centre.path, "workers": [str(one.account_id) for one in postings],
        "agent": me.account.agent_id,
    }  # fmt: skip
    _fill(admin, values, cases=cases, acts=acts)
    actor, today = actor_of(posting=me), timezone.localdate()

    def listed(text: str = "") -> None:
        with transaction.atomic(), entered(actor):
            rows = list(caseload.my_cases(actor=actor, on=today, text=text).order_by("next_on", "id")[:MINE])
            caseload.with_next_steps(actor, rows)
            caseload.load_of(actor=actor, on=today)
            assert text or len(rows) == MINE

    def bare(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE wasl_system")
            cursor.execute(sql, [me.account_id])
            cursor.fetchall()
            cursor.execute("RESET ROLE")

    client = Client(SERVER_NAME="localhost")
    client.force_login(me.account)
    assert client.get("/caseload/").status_code == 200
    around = f"among {cases} cases and {acts} acts"
    yield side_by_side(f"caseload of 500, {around}", listed, lambda: bare(_LIST), times=10, goal=GOAL)
    yield side_by_side(
        f"search within them, {around}", lambda: listed("hammou 12"), lambda: bare(_FOUND), times=10, goal=GOAL
    )
    yield side_by_side(
        f"the page (50 rows), {around}", lambda: client.get("/caseload/"), lambda: bare(_LIST), times=10, goal=GOAL
    )


def _fill(admin: str, values: dict[str, object], *, cases: int, acts: int) -> None:
    statements = _PEOPLE
    for name, number in {"CASES": cases, "ACTS": acts, "MINE": MINE, "EACH": EACH}.items():
        statements = statements.replace(name, str(number))
    with filling(admin, *TABLES) as gathering:
        for statement in statements.split(";\n"):
            if statement.strip():
                gathering.execute(statement, values)

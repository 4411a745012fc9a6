"""Self-tests of the database: server, walls, tables, journal. Django is set up and connected as the application."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from wasl.config.doctor import findings, machine
from wasl.config.doctor.findings import Finding, bad, care, well
from wasl.config.launcher import opening, selftest
from wasl.core.scope import ScopedManager, system
from wasl.journal.models import Line
from wasl.journal.queries import broken_links
from wasl.network.models import Institution


def server(url: str) -> Iterator[Finding]:
    with opening.connect(url, "DATABASE_URL") as plain:
        found = selftest.failings(plain)
    for text in found:
        what, _, remedy = text.partition(": ")
        yield bad("database", f"{what}.", remedy[:1].upper() + remedy[1:])
    if not found:
        yield well(
            "database", "sees Arabic, orders by code point, keeps what it acknowledges; the application owns nothing"
        )


def walls() -> Iterator[Finding]:
    """Row-level security on every table whose model is scoped."""
    tables = {model._meta.db_table for model in apps.get_models() if isinstance(model._default_manager, ScopedManager)}
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class c where relname = any(%s) and relrowsecurity"
            " and exists (select from pg_policy p where p.polrelid = c.oid)",
            [sorted(tables)],
        )
        guarded = {row[0] for row in cursor.fetchall()}
    for table in sorted(tables - guarded):
        yield bad(
            "second wall", f"Row-level security is off on {table}.", "Run `wasl up`: it brings the tables up to date."
        )
    if tables <= guarded:
        yield well("second wall", f"row-level security stands on {len(tables)} tables")


def tables(url: str) -> Finding:
    with opening.connect(url, "DATABASE_URL") as plain:
        note = opening.note_of(plain)
    if note == opening.migrations_wanted():
        return well("tables", "up to date with this version of Wasl")
    return bad("tables", "The tables are of another version of Wasl.", "Run `wasl up`: it brings them up to date.")


def journal() -> Iterator[Finding]:
    broken = list(broken_links())
    if broken:
        yield bad(
            "journal",
            f"The chain of the journal is broken at {len(broken)} lines, first at line {broken[0]}: it was altered.",
            "Keep this database as evidence, restore the last backup whose journal is whole, inform the controller.",
        )
    late = unsealed_for()
    if late > timedelta(minutes=10):
        yield care("journal", f"Lines wait for their seal since {late}.", "See whether the worker runs: `wasl status`.")
    if not broken and late <= timedelta(minutes=10):
        yield well("journal", "its chain is whole")


def unsealed_for() -> timedelta:
    """Age of the oldest line that is not chained yet."""
    with transaction.atomic(), system("seal journal"):
        oldest = Line.objects.filter(sealedline__isnull=True).order_by("at").values_list("at", flat=True).first()
    return datetime.now(UTC) - oldest if oldest else timedelta()


def clocks() -> list[Finding]:
    with transaction.atomic(), system("seal journal"), connection.cursor() as cursor:
        cursor.execute("select clock_timestamp(), (select max(at) from journal_line)")
        database, newest = cursor.fetchone()
    synchronised = machine.clock_is_synchronised()
    return findings.of_clocks(database=database, host=datetime.now(UTC), newest_line=newest, synchronised=synchronised)


def zone() -> Finding:
    days = [datetime.now(UTC) + timedelta(days=number) for number in range(730)]
    ours = {day: ZoneInfo(settings.TIME_ZONE).utcoffset(day.astimezone(ZoneInfo(settings.TIME_ZONE))) for day in days}
    with connection.cursor() as cursor:
        cursor.execute(
            "select d, (d at time zone %s) - (d at time zone 'UTC') from unnest(%s::timestamptz[]) d",
            [settings.TIME_ZONE, days],
        )
        theirs = dict(cursor.fetchall())
    return findings.of_zone(ours=ours, database=theirs)  # type: ignore[arg-type]


def is_demo() -> bool:
    return Institution.objects.filter(mode=Institution.Mode.DEMO).exists()

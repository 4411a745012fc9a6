"""A database ready for use: ours started, or the given one checked; roles, extensions and tables in order."""

import hashlib
import importlib.metadata
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from wasl.config.launcher import database, ring, selftest
from wasl.config.launcher.database import Addresses
from wasl.config.launcher.errors import CannotStart
from wasl.config.launcher.home import Home, backup_key, database_secrets, session_key
from wasl.config.launcher.postgres import Cluster
from wasl.config.launcher.state import is_held, last_state, sole_launcher

Say = Callable[[str], None]
PACKAGE = Path(__file__).resolve().parent.parent.parent
MIGRATING = ("django", "django-allauth", "django-pghistory", "django-pgtrigger", "procrastinate")


@dataclass
class Opened:
    """`cluster`: None if the server is somebody else's (DATABASE_URL). `admin`: the superuser's address, if known."""

    addresses: Addresses
    cluster: Cluster | None = None
    admin: str | None = None


def open_database(home: Home, say: Say) -> Opened:
    """Starts or reaches the server, and refuses one that would lose data or be blind to Arabic names."""
    opened = given() if os.environ.get("DATABASE_URL") else own(home, say)
    try:
        if opened.admin:
            make_ready(opened.admin, opened.addresses)
        check(opened.addresses)
        session_key(home)
        backup_key(home)
        with connect(opened.addresses.owner, "WASL_OWNER_DATABASE_URL") as owner:
            ring.ensure(home, owner)
    except BaseException:
        if opened.cluster:
            opened.cluster.stop()
        raise
    return opened


def own(home: Home, say: Say) -> Opened:
    passwords = database_secrets(home)
    cluster = Cluster(home.database, passwords["postgres"], say=say)
    cluster.create()
    cluster.start()
    addresses = own_addresses(cluster.port, passwords)
    return Opened(addresses, cluster, cluster.url("postgres", passwords["postgres"], "postgres"))


def own_addresses(port: int, passwords: dict[str, str]) -> Addresses:
    app, owner = (
        f"postgresql://{role}:{passwords[role]}@127.0.0.1:{port}/{database.NAME}" for role in ("wasl_app", "wasl_owner")
    )
    return Addresses(app=app, owner=owner)


def given() -> Opened:
    owner = os.environ.get("WASL_OWNER_DATABASE_URL")
    if not owner:
        raise CannotStart(
            "DATABASE_URL is set without WASL_OWNER_DATABASE_URL: "
            "set it to the address of the role that owns the tables (docs/guide/administration.md)."
        )
    return Opened(
        Addresses(os.environ["DATABASE_URL"], owner, is_foreign=True), None, os.environ.get("WASL_ADMIN_DATABASE_URL")
    )


def make_ready(admin_url: str, addresses: Addresses) -> None:
    """Roles, database and extensions; every step may be repeated."""
    app, owner = (psycopg.conninfo.conninfo_to_dict(url) for url in (addresses.app, addresses.owner))
    with connect(admin_url, "WASL_ADMIN_DATABASE_URL") as admin:
        database.make_roles(admin, str(owner.get("password", "")), str(app.get("password", "")))
        database.make_database(admin, admin_url, str(app["dbname"]))


def check(addresses: Addresses) -> None:
    with connect(addresses.app, "DATABASE_URL") as connection:
        found = selftest.failings(connection)
    if found:
        raise CannotStart(" ".join(found))


def connect(url: str, name: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise CannotStart(f"The database of {name} cannot be reached: {reason}") from None
    except psycopg.ProgrammingError:
        raise CannotStart(f"{name} must read postgresql://user:password@host:5432/name.") from None


def migrations_wanted() -> str:
    """Fingerprint of every migration this code would run."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    for name in MIGRATING:
        digest.update(f"{name}={importlib.metadata.version(name)}".encode())
    return f"wasl migrations {digest.hexdigest()[:24]}"


def note_of(connection: psycopg.Connection) -> str | None:
    """What the last migration left on the database; None if it was never migrated."""
    query = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def bring_up_to_date(addresses: Addresses, say: Say) -> bool:
    """Runs migrations unless the database says they were; the note is kept inside it, so that a restore is seen."""
    wanted = migrations_wanted()
    with connect(addresses.owner, "WASL_OWNER_DATABASE_URL") as owner:
        if note_of(owner) == wanted:
            return False
        say("Bringing the tables up to date")
        database.migrate(addresses)
        database.ship(addresses)
        command = sql.SQL("comment on database {} is {}")
        owner.execute(command.format(sql.Identifier(owner.info.dbname), sql.Literal(wanted)))
    return True


@contextmanager
def database_for_command(home: Home, say: Say = lambda text: None) -> Iterator[Addresses]:
    """For commands beside `up`: the running launcher's database, else ours for the time of the command."""
    home.prepare()
    if is_held(home):
        state = last_state(home)
        if os.environ.get("DATABASE_URL"):
            yield given().addresses
        elif state and state.database_port:
            yield own_addresses(state.database_port, database_secrets(home))
        else:
            raise CannotStart("Wasl is starting or stopping just now: try again in a few seconds.")
        return
    with sole_launcher(home):
        opened = open_database(home, say)
        try:
            bring_up_to_date(opened.addresses, say)
            yield opened.addresses
        finally:
            if opened.cluster:
                opened.cluster.stop()

"""Roles, database and extensions, made as superuser; migrations, run as owner in a process of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from wasl.config.launcher.errors import CannotStart

NAME = "wasl"
EXTENSIONS = ("pg_trgm", "btree_gin", "btree_gist", "fuzzystrmatch")


@dataclass(frozen=True)
class Addresses:
    """Two ways into one database: the application's, which row-level security binds, and the owner's."""

    app: str
    owner: str
    is_foreign: bool = False

    def as_role(self, role: str, password: str, name: str) -> str:
        """The same server as somebody else, in another database."""
        host = self.app.rpartition("@")[2].partition("/")[0]
        return f"postgresql://{role}:{password}@{host}/{name}"

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.app, "WASL_OWNER_DATABASE_URL": self.owner}


def make_roles(admin: psycopg.Connection, owner_password: str, app_password: str) -> None:
    """`wasl_system` serves the jobs that see all: `wasl_app` may become it, but never is it by itself."""
    existing = {row[0] for row in admin.execute("select rolname from pg_roles").fetchall()}
    for role in ("wasl_owner", "wasl_app", "wasl_system"):
        if role not in existing:
            admin.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
    common = sql.SQL("nosuperuser nocreatedb nocreaterole nobypassrls noreplication")
    for role, password in (("wasl_owner", owner_password), ("wasl_app", app_password)):
        command = sql.SQL("alter role {} login password {} ").format(sql.Identifier(role), sql.Literal(password))
        admin.execute(command + common)
    admin.execute(sql.SQL("alter role wasl_system nologin ") + common)
    admin.execute("grant wasl_system to wasl_app with inherit false, set true")


def make_database(admin: psycopg.Connection, admin_url: str, name: str = NAME) -> bool:
    """False if it was there already. Repeating it is harmless: an interrupted first start is finished by the next."""
    there = admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    if not there:
        admin.execute(sql.SQL("create database {} owner wasl_owner").format(sql.Identifier(name)))
    with psycopg.connect(with_name(admin_url, name), autocommit=True) as inside:
        for extension in EXTENSIONS:
            inside.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
        inside.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
        inside.execute(sql.SQL("grant connect, temporary on database {} to wasl_app").format(sql.Identifier(name)))
        inside.execute("grant usage on schema public to wasl_app, wasl_system")
        for kind, rights in {
            "tables": "select, insert, update, delete",
            "sequences": "usage, select",
            "functions": "execute",
        }.items():
            grant = f"alter default privileges for role wasl_owner in schema public grant {rights} on {kind}"
            inside.execute(sql.SQL(grant) + sql.SQL(" to wasl_app, wasl_system"))  # type: ignore[arg-type]
    return not there


def with_name(url: str, name: str) -> str:
    """The same server and role, another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def owner_environment(addresses: Addresses) -> dict[str, str]:
    """Django's default connection becomes the owner's; for migrations and nothing else."""
    return {
        **os.environ,
        **addresses.environment(),
        "DATABASE_URL": addresses.owner,
        "WASL_DB_POOL": "0",
        "WASL_INSIDE": "1",
    }


def migrate(addresses: Addresses) -> None:
    """Brings the tables up to date as their owner, in a process of its own: the caller's stays the application."""
    _manage(addresses, "migrate", "--no-input", "--verbosity", "0")


def ship(addresses: Addresses) -> None:
    """Services, purposes and parameters that came with a newer program, where an institution was founded."""
    _manage(addresses, "seed_catalogue", "--if-founded")


def _manage(addresses: Addresses, *words: str) -> None:
    argv = [sys.executable, "-m", "wasl.config.command", "manage", *words]
    done = subprocess.run(argv, env=owner_environment(addresses), check=False, capture_output=True, text=True)
    if done.returncode:
        detail = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotStart(f"The tables could not be brought up to date: {detail}\n{done.stderr}")

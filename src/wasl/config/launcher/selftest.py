"""What a database must be before Wasl writes into it: one sentence per failing."""

import psycopg

from wasl.config.launcher.binaries import OLDEST

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


def failings(connection: psycopg.Connection, *, throw_away: bool = False) -> list[str]:
    """Empty if the server may be used; durability is not asked of a throw-away test server."""
    return [
        *_version(connection),
        *_arabic(connection),
        *_order(connection),
        *_role(connection),
        *([] if throw_away else _durability(connection)),
    ]


def _show(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute("select current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def _version(connection: psycopg.Connection) -> list[str]:
    number = int(_show(connection, "server_version_num")) // 10_000
    if number >= OLDEST:
        return []
    return [f"The server is PostgreSQL {number}: use PostgreSQL {OLDEST} or newer."]


def _arabic(connection: psycopg.Connection) -> list[str]:
    try:
        row = connection.execute("select cardinality(show_trgm('أحمد'))").fetchone()
    except psycopg.errors.UndefinedFunction:
        return ["The extension pg_trgm is missing: run `create extension pg_trgm` in this database as superuser."]
    if row and row[0] > 0:
        return []
    return [
        "Name search in this database is blind to Arabic (its character type is C): "
        "create the database again with LC_CTYPE 'C.UTF-8' and move the data with pg_dump."
    ]


def _order(connection: psycopg.Connection) -> list[str]:
    row = connection.execute("select 'é' > 'z' and 'Z' < 'a'").fetchone()
    if row and row[0]:
        return []
    return [
        "This database sorts by a language, not by code point, and the scope of a posting is a range of paths: "
        "create it again with LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST'."
    ]


def _role(connection: psycopg.Connection) -> list[str]:
    query = """
        select r.rolsuper or r.rolbypassrls,
               (select d.datdba from pg_database d where d.datname = current_database()) = r.oid
               or exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace),
               coalesce(pg_has_role(r.oid, (select oid from pg_roles where rolname = 'wasl_system'), 'SET'), false)
        from pg_roles r where r.rolname = current_user"""
    row = connection.execute(query).fetchone()
    if row is None or row[0]:
        return [
            "The role of DATABASE_URL is not bound by row-level security: "
            "give the address of wasl_app, which is neither superuser nor BYPASSRLS."
        ]
    if row[1]:
        return [
            "The role of DATABASE_URL owns the database or a table in it, so that the second wall would not hold: "
            "give the address of wasl_app there, and the owner's in WASL_OWNER_DATABASE_URL."
        ]
    if not row[2]:
        return [
            "The role of DATABASE_URL may not become wasl_system: "
            "run `grant wasl_system to wasl_app with inherit false, set true` as superuser."
        ]
    return []


def _durability(connection: psycopg.Connection) -> list[str]:
    return [
        f"{name} is off on the database server, so that a power cut would lose what was acknowledged: "
        f"set {name} = on in postgresql.conf and restart it."
        for name in DURABLE
        if _show(connection, name) not in {"on", "remote_apply", "remote_write", "local"}
    ]

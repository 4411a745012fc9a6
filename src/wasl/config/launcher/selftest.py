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


def _durability(connection: psycopg.Connection) -> list[str]:
    return [
        f"{name} is off on the database server, so that a power cut would lose what was acknowledged: "
        f"set {name} = on in postgresql.conf and restart it."
        for name in DURABLE
        if _show(connection, name) not in {"on", "remote_apply", "remote_write", "local"}
    ]

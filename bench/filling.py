"""Many rows put in at once, as a restored copy would be: triggers asleep, indexes made when all is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

# An index that a constraint stands on stays where it is.
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


@contextmanager
def filling(admin: str, *tables: str) -> Iterator[Any]:
    """A connection in one transaction, for rows known to keep the rules; afterwards the tables are analysed."""
    with psycopg.connect(admin) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
        indexes = connection.execute(_INDEXES, [list(tables)]).fetchall()
        for name, _definition in indexes:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
        yield connection
        for _name, definition in indexes:
            connection.execute(definition)
    with psycopg.connect(admin, autocommit=True) as connection:
        for table in tables:
            connection.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))

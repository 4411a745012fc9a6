"""Whether a restored database holds what the original held."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

#: Table name to [rows, sum of the hashes of its rows as text]; the sum does not depend on their order.
type Prints = Mapping[str, list[int]]


def prints_of(connection: psycopg.Connection) -> dict[str, list[int]]:
    """All tables at one instant. Reads every row: needs a role that row-level security does not bind."""
    found = {}
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        connection.execute("set local timezone to 'UTC'")
        names = connection.execute(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and c.relkind = 'r' and c.relpersistence = 'p' order by 1"
        ).fetchall()
        for (name,) in names:
            query = "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from public.{} t"
            row = connection.execute(sql.SQL(query).format(sql.Identifier(name))).fetchone()
            assert row
            found[name] = [int(row[0]), int(row[1])]
    return found


def differences(*, before: Prints, after: Prints, restored: Prints) -> list[str]:
    """`before` and `after` frame the backup. A table untouched meanwhile must be equal to the bit; one that was
    written must have a number of rows between the two. Empty if the copy is true."""
    found = []
    for table in sorted(set(before) & set(after)):
        if table not in restored:
            found.append(f"{table} is missing")
        elif before[table] == after[table]:
            if list(restored[table]) != list(before[table]):
                found.append(
                    f"{table} differs: {restored[table][0]} rows instead of {before[table][0]}, or other content"
                )
        elif not min(before[table][0], after[table][0]) <= restored[table][0] <= max(before[table][0], after[table][0]):
            found.append(f"{table} has {restored[table][0]} rows, not {before[table][0]} to {after[table][0]}")
    return found

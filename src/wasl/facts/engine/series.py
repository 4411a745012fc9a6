"""The same facts by place and step of time: one query a feed, one packed line a series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from wasl.core.actor import NOMINATIVE
from wasl.core.scope import system
from wasl.facts.engine.shapes import Relation, Wanted
from wasl.facts.engine.sql import JOB


@dataclass(frozen=True, slots=True)
class Packed:
    """`content` is pairs of big-endian 32-bit integers (step, how many): step 0 is that of the first day asked for."""

    place: str
    index: int
    content: bytes
    is_simulated: bool


_STEP = {
    "week": "(f.on_day - %s::date) / 7",
    "month": "12 * (extract(year FROM f.on_day)::int - extract(year FROM %s::date)::int)"
    " + extract(month FROM f.on_day)::int - extract(month FROM %s::date)::int",
}
_PACKED = "string_agg(int4send(c.step) || int4send(LEAST(c.quantity, 2147483647)::int), ''::bytea)"
#: A unit without a commune is counted where it has one: in its province.
_PLACE = "COALESCE(NULLIF(s.commune_code, ''), s.province_code)"


def series(*, relation: Relation, wanted: Sequence[Wanted], first: date, step: str = "week") -> Iterator[Packed]:
    """A line for each commune (or province, for units that have none) and each of `wanted` (`index`) with any fact.

    By week nominative rows are left out: nothing finer than province and month may be told of them.
    """
    sql, parameters = _counted(relation, wanted, first, step)
    packed = f"SELECT c.place, c.idx, {_PACKED}, bool_or(c.simulated) FROM ({sql}) c GROUP BY 1, 2"
    with transaction.atomic(), system(JOB), connection.cursor() as cursor:
        cursor.execute(packed, parameters)
        while lines := cursor.fetchmany(2_000):
            for place, index, content, is_simulated in lines:
                yield Packed(place, index, bytes(content), is_simulated)


def _counted(relation: Relation, wanted: Sequence[Wanted], first: date, step: str) -> tuple[str, list[Any]]:
    one = "(%s::int, %s::text[], %s::text[])"
    values = ", ".join([one] * len(wanted))
    asked = [part for n, want in enumerate(wanted) for part in (n, list(want.keys) or None, list(want.kinds) or None)]
    days: list[Any] = [first] * _STEP[step].count("%s")
    level = f"AND f.level < {NOMINATIVE}" if step == "week" else ""
    sql = (
        f"SELECT {_PLACE} AS place, w.idx, {_STEP[step]} AS step, sum(f.quantity) AS quantity,"
        f" bool_or(f.is_simulated) AS simulated FROM ({relation.sql}) f"
        f" JOIN (VALUES {values}) w (idx, keys, kinds)"
        " ON (w.kinds IS NULL OR f.kind = ANY(w.kinds)) AND (w.keys IS NULL OR f.key = ANY(w.keys))"
        " JOIN network_unitstate s ON s.unit_id = f.unit_id AND f.on_day >= s.since"
        f" AND (s.until IS NULL OR f.on_day < s.until) WHERE true {level} GROUP BY 1, 2, 3"
    )
    return sql, [*days, *relation.parameters, *asked]


def activity(*, relation: Relation, first: date) -> Iterator[tuple[str, str, bytes]]:
    """Id and place of each unit with any fact, and how many rows below N4 it wrote each week (packed as above)."""
    counted = (
        f"SELECT f.unit_id, min({_PLACE}) AS place, (f.on_day - %s::date) / 7 AS step, count(*) AS quantity"
        f" FROM ({relation.sql}) f JOIN network_unitstate s ON s.unit_id = f.unit_id AND f.on_day >= s.since"
        " AND (s.until IS NULL OR f.on_day < s.until)"
        f" WHERE f.level < {NOMINATIVE} GROUP BY 1, 3"
    )
    parameters: list[Any] = [first, *relation.parameters]
    packed = f"SELECT c.unit_id::text, max(c.place), {_PACKED} FROM ({counted}) c GROUP BY 1"
    with transaction.atomic(), system(JOB), connection.cursor() as cursor:
        cursor.execute(packed, parameters)
        for unit_id, place, content in cursor.fetchall():
            yield unit_id, place, bytes(content)


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """What a unit recorded of one key, month by month (packed as above); `unit` is "" for what is told of the
    province alone: nominative acts."""

    unit: str
    province: str
    kind: str
    key: str
    content: bytes
    is_simulated: bool


def by_unit(*, relation: Relation, kinds: Sequence[str], first: date) -> Iterator[UnitMonths]:
    """By unit, kind and key, a line each; the province is where the unit stood on the day of the fact."""
    counted = (
        f"SELECT CASE WHEN f.level < {NOMINATIVE} THEN f.unit_id::text ELSE '' END AS unit, s.province_code AS place,"
        f" f.kind, f.key, {_STEP['month']} AS step, sum(f.quantity) AS quantity, bool_or(f.is_simulated) AS simulated"
        f" FROM ({relation.sql}) f JOIN network_unitstate s ON s.unit_id = f.unit_id AND f.on_day >= s.since"
        " AND (s.until IS NULL OR f.on_day < s.until) WHERE f.kind = ANY(%s) GROUP BY 1, 2, 3, 4, 5"
    )
    sql = (
        f"SELECT c.unit, c.place, c.kind, c.key, {_PACKED}, bool_or(c.simulated) FROM ({counted}) c GROUP BY 1, 2, 3, 4"
    )
    parameters: list[Any] = [*[first] * _STEP["month"].count("%s"), *relation.parameters, list(kinds)]
    with transaction.atomic(), system(JOB), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while lines := cursor.fetchmany(2_000):
            for unit, place, kind, key, content, is_simulated in lines:
                yield UnitMonths(unit, place, kind, key, bytes(content), is_simulated)

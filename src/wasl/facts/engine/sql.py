"""The one door to SQL: facts of any room are counted, broken down and listed here, and nowhere else.

Counting runs as the listed job "count facts": rows that their reader may not open are counted all the same.
Listing runs with the reader's own limits, in the query and behind it (row-level security).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.figures import Qualifier
from wasl.core.scope import path_range, system
from wasl.facts.engine.shapes import Count, Dimension, Place, Relation, Row, Wanted

JOB = "count facts"

Read = tuple[Relation, Wanted]

_BY = {
    Dimension.AREA: "h.area",
    Dimension.TYPE: "h.type",
    Dimension.COMMUNE: "h.commune_code",
    Dimension.PROVINCE: "h.province_code",
    Dimension.SEX: "NULLIF(h.sex, 'X')",
}

_MEASURES = r"""count(DISTINCT h.row_id), count(DISTINCT h.unit_id), count(DISTINCT h.person),
       COALESCE(sum(h.quantity), 0), COALESCE(sum(h.recorded), 0),
       COALESCE(sum(h.recorded) FILTER (WHERE h.kind = ''), 0),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY h.quantity) FILTER (WHERE h.kind LIKE '%%\_time'),
       COALESCE(array_agg(DISTINCT h.qualifier), '{}'), COALESCE(bool_or(h.is_simulated), false)"""

_MATCHES = """(w.keys IS NULL OR h.key = ANY(w.keys)) AND (w.kinds IS NULL OR h.kind = ANY(w.kinds))
   AND (NOT w.is_eps OR h.eps_category <> '') AND (w.area = '' OR h.area = w.area)
   AND (w.opened_after IS NULL OR h.opened_on > w.opened_after)"""


def _place(place: Place) -> tuple[str, list[object]]:
    """States of units that stood in the territory, and on which days."""
    conditions = ["true"]
    parameters: list[object] = []
    if place.depth:
        # A large city's prefecture of arrondissements has a code as deep as a commune's: both columns are asked.
        within = [place.territory, f"{place.territory}.%"] * 2
        conditions.append(
            "(s.province_code = %s OR s.province_code LIKE %s OR s.commune_code = %s OR s.commune_code LIKE %s)"
        )
        parameters += within
    if place.path:
        conditions.append("u.path >= %s AND u.path < %s")
        parameters += path_range(place.path)
    sql = (
        "SELECT s.unit_id, s.since AS from_day, COALESCE(s.until, 'infinity'::date) AS to_day, s.type, s.area,"
        " s.commune_code, s.province_code, s.eps_category, s.name_fr, s.name_ar"
        " FROM network_unitstate s JOIN network_unit u ON u.id = s.unit_id"
        f" WHERE {' AND '.join(conditions)}"
    )
    return sql, parameters


def _here(relation: Relation, place: Place) -> tuple[str, list[object]]:
    place_sql, place_parameters = _place(place)
    sql = (
        f"WITH place AS ({place_sql}), here AS MATERIALIZED ("
        "SELECT f.*, p.type, p.area, p.commune_code, p.province_code, p.eps_category, p.name_fr, p.name_ar"
        f" FROM ({relation.sql}) f JOIN place p"
        " ON p.unit_id = f.unit_id AND f.on_day >= p.from_day AND f.on_day < p.to_day)"
    )
    arrays = [list(value) if isinstance(value, tuple) else value for value in relation.parameters]
    return sql, [*place_parameters, *arrays]


def _wanted(wanted: Sequence[Wanted]) -> tuple[str, list[object]]:
    one = "(%s::int, %s::text[], %s::text[], %s::bool, %s::text, %s::date)"
    parameters: list[object] = []
    for index, want in enumerate(wanted):
        keys, kinds = list(want.keys) or None, list(want.kinds) or None
        parameters += [index, keys, kinds, want.is_eps, want.area, want.opened_after]
    values = ", ".join([one] * len(wanted))
    return f", wanted (idx, keys, kinds, is_eps, area, opened_after) AS (VALUES {values})", parameters


def _read(sql: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _count(columns: Sequence[Any]) -> Count:
    rows, units, persons, quantity, recorded, declared, median, qualifiers, is_simulated = columns
    middle = None if median is None else Decimal(str(median))
    kept = tuple(map(Qualifier, qualifiers))
    return Count(rows, units, persons, quantity, recorded, declared, middle, kept, is_simulated)


def counts(*, relation: Relation, wanted: Sequence[Wanted], place: Place) -> list[Count]:
    """One Count per Wanted, in order, in one query."""
    if not wanted:
        return []
    here, parameters = _here(relation, place)
    wanted_sql, more = _wanted(wanted)
    sql = f"{here}{wanted_sql} SELECT w.idx, {_MEASURES} FROM wanted w JOIN here h ON {_MATCHES} GROUP BY w.idx"
    with transaction.atomic(), system(JOB):
        found = {index: _count(columns) for index, *columns in _read(sql, [*parameters, *more])}
    return [found.get(index, Count()) for index in range(len(wanted))]


def broken_down(*, relation: Relation, wanted: Wanted, place: Place, by: Dimension) -> Mapping[str, Count]:
    """Counts by the dimension's codes; "" is what is not specified."""
    here, parameters = _here(relation, place)
    wanted_sql, more = _wanted([wanted])
    group = f"COALESCE({_BY[by]}, '')"
    sql = (
        f"{here}{wanted_sql} SELECT {group}, {_MEASURES} FROM wanted w JOIN here h ON {_MATCHES} GROUP BY 1 ORDER BY 1"
    )
    with transaction.atomic(), system(JOB):
        return {code: _count(columns) for code, *columns in _read(sql, [*parameters, *more])}


@dataclass(frozen=True, slots=True)
class UnitDays:
    """A unit with facts: the months they fell in (first days), and when it opened and closed."""

    months: frozenset[date]
    opened_on: date | None
    closed_on: date | None


def units_with(*, relation: Relation, wanted: Wanted, place: Place, among: Iterable[UUID] = ()) -> dict[UUID, UnitDays]:
    """By unit, of `among` when any is given."""
    here, parameters = _here(relation, place)
    wanted_sql, more = _wanted([wanted])
    only = list(among)
    sql = (
        f"{here}{wanted_sql} SELECT h.unit_id, array_agg(DISTINCT date_trunc('month', h.on_day)::date), u.opened_on,"
        f" u.closed_on FROM wanted w JOIN here h ON {_MATCHES} JOIN network_unit u ON u.id = h.unit_id"
        " WHERE %s OR h.unit_id = ANY(%s::uuid[]) GROUP BY h.unit_id, u.opened_on, u.closed_on"
    )
    with transaction.atomic(), system(JOB):
        found = _read(sql, [*parameters, *more, not only, only])
    return {unit: UnitDays(frozenset(months), opened, closed) for unit, months, opened, closed in found}


def merged(*, recorded: Read, declared: Read, standing: Iterable[UUID]) -> Relation:
    """Facts of both: declared ones of the `standing` units, recorded ones of every other."""
    units = tuple(standing)
    parts, parameters = [], []
    for (relation, wanted), which in ((recorded, "<> ALL"), (declared, "= ANY")):
        parts.append(
            f"SELECT f.* FROM ({relation.sql}) f WHERE (%s::text[] IS NULL OR f.key = ANY(%s))"
            f" AND (%s::text[] IS NULL OR f.kind = ANY(%s)) AND f.unit_id {which}(%s::uuid[])"
        )
        keys, kinds = wanted.keys or None, wanted.kinds or None
        parameters += [*relation.parameters, keys, keys, kinds, kinds, units]
    return Relation(" UNION ALL ".join(parts), tuple(parameters))


def _readable(actor: Actor) -> tuple[str, list[object]]:
    low, high = path_range(actor.path)
    level = "h.level < %s AND h.level <= %s"
    parameters: list[object] = [NOMINATIVE, actor.level]
    if actor.level >= NOMINATIVE and actor.named:
        level, parameters = f"({level} OR h.seal = ANY(%s::uuid[]))", [*parameters, list(actor.named)]
    sql = f"h.path >= %s AND h.path < %s AND {level} AND (h.seal IS NULL OR h.seal <> ALL(%s::uuid[]))"
    return sql, [low, high, *parameters, list(actor.denied)]


def listed(
    *, relation: Relation, wanted: Wanted, place: Place, actor: Actor, after: str, limit: int
) -> tuple[list[Row], int]:
    """Rows the actor may open, by day, unit and id, after the key `after` ("day unit row"); and how many in all."""
    here, parameters = _here(relation, place)
    wanted_sql, more = _wanted([wanted])
    readable, limits = _readable(actor)
    # One line per row read, however many persons it is about.
    mine = (
        f"{here}{wanted_sql}, mine AS (SELECT h.row_id, h.kind, h.key, h.line, h.on_day, sum(h.quantity) AS quantity,"
        " min(h.qualifier) AS qualifier, h.unit_id, h.name_fr, h.name_ar, h.type, bool_or(h.is_simulated) AS simulated"
        f" FROM wanted w JOIN here h ON {_MATCHES} WHERE {readable}"
        " GROUP BY h.row_id, h.kind, h.key, h.line, h.on_day, h.unit_id, h.name_fr, h.name_ar, h.type)"
    )
    shared = [*parameters, *more, *limits]
    page = " SELECT * FROM mine WHERE (on_day, unit_id, row_id) > (%s::date, %s::uuid, %s::uuid)"
    rows = _read(f"{mine}{page} ORDER BY on_day, unit_id, row_id LIMIT %s", [*shared, *_key(after), limit])
    ((in_all,),) = _read(f"{mine} SELECT count(*) FROM mine", shared)
    return [_row(columns) for columns in rows], in_all


FIRST = "0001-01-01 00000000-0000-0000-0000-000000000000 00000000-0000-0000-0000-000000000000"


def _key(after: str) -> list[str]:
    parts = (after or FIRST).split(" ")
    return parts if len(parts) == 3 else FIRST.split(" ")


def _row(columns: Iterable[Any]) -> Row:
    row_id, kind, key, line, on, quantity, qualifier, *rest = columns
    return Row(row_id, kind, key, line, on, quantity, Qualifier(qualifier), *rest)

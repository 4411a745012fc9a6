"""Everything that hangs on given rows, found from the models: nobody keeps a list of tables by hand."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from wasl.people.models import (
    CannotLink,
    Household,
    LikelyDouble,
    ListFile,
    ListMapping,
    ListRow,
    Membership,
    Person,
    Registration,
)
from wasl.people.rules import Apart

Key = tuple[type[Model], Any]
#: Written by jobs about rows and not by people (what people say of a pair is a Verdict): it neither keeps a row nor
#: outlives it.
BY_MACHINE: dict[type[Model], str] = {LikelyDouble: "true", CannotLink: f"reason = '{Apart.CARDS}'"}
#: The import's own record.
_OWN = {ListFile, ListMapping, ListRow}


def relations(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """(model, column) of every foreign key to `model` in any room, history tables included."""
    for other in apps.get_models(include_auto_created=True):
        if other in _OWN:
            continue
        for field in other._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is model:
                yield other, str(field.column)


def footprint(roots: dict[type[Model], dict[Any, UUID]]) -> dict[Key, UUID]:
    """Rows that hang on the roots, however far -> the root's own mark; roots are left out. For a system job.

    `roots`: for each model the primary keys to start from, with a mark each.
    """
    found: dict[Key, UUID] = {}
    layers = [(model, marks) for model, marks in roots.items() if marks]
    started = {(model, key) for model, marks in roots.items() for key in marks}
    while layers:
        model, marks = layers.pop()
        for other, column in relations(model):
            fresh = {
                key: marks[parent]
                for key, parent in _referring(other, column, list(marks))
                if (other, key) not in found and (other, key) not in started
            }
            found |= {(other, key): mark for key, mark in fresh.items()}
            if fresh:
                layers.append((other, fresh))
    return found


def _referring(model: type[Model], column: str, keys: list[Any]) -> list[tuple[Any, Any]]:
    name, table = model._meta.pk.column, model._meta.db_table  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}, {column} FROM {table} WHERE {column} = ANY(%s)", [keys])
        return list(cursor.fetchall())


def roots_of(row_ids: Iterable[UUID]) -> dict[type[Model], dict[Any, UUID]]:
    """A row of a list, its registration, its person and its place in a household bear one id."""
    marks = {row_id: row_id for row_id in row_ids}
    return {Registration: marks, Person: marks, Membership: marks}


def homes_footprint(home_ids: Iterable[UUID]) -> dict[Key, UUID]:
    return footprint({Household: {home_id: home_id for home_id in home_ids}})


def by_machine(keys: Iterable[Key]) -> set[Key]:
    """Those of the rows that a job wrote."""
    found: set[Key] = set()
    wanted: dict[type[Model], list[Any]] = {}
    for model, key in keys:
        if model in BY_MACHINE:
            wanted.setdefault(model, []).append(key)
    for model, ids in wanted.items():
        with connection.cursor() as cursor:
            table = model._meta.db_table
            cursor.execute(f"SELECT id FROM {table} WHERE id = ANY(%s) AND {BY_MACHINE[model]}", [ids])
            found |= {(model, key) for (key,) in cursor.fetchall()}
    return found


def in_order_of_removal(models: Iterable[type[Model]]) -> list[type[Model]]:
    """Those that refer to others first."""
    left, ordered = set(models), []
    while left:
        free = {
            model for model in left if not any(other in left and other is not model for other, _ in relations(model))
        }
        ordered += sorted(free or left, key=lambda model: model._meta.label)
        left -= free or left
    return ordered

"""The whole list taken back, some hundreds of rows at a time; whoever was used since stays, and is told why."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from wasl.core.actor import Actor
from wasl.core.scope import system
from wasl.journal.commands import record_many
from wasl.people.commands.lists.held import hold, move, note, rows_of, save_rows
from wasl.people.models import Household, ListRow, Membership, Person, PersonList, Registration
from wasl.people.queries.footprint import Key, by_machine, footprint, homes_footprint, in_order_of_removal, roots_of
from wasl.people.rules.lists import ListState

CHUNK = 500


@transaction.atomic
def undo_list(*, actor: Actor, list_id: UUID) -> PersonList:
    """Asks the worker to take everything back. Raises NotNow."""
    held = hold(actor, list_id)
    move(actor, held, ListState.UNDOING)
    note(actor, held, "undo")
    return held


@transaction.atomic
def undo_rows(*, actor: Actor, list_id: UUID, now: datetime, limit: int | None = None) -> int:
    """Takes back the next rows, or keeps those that were used since; answers how many, 0 once the list is undone."""
    held = hold(actor, list_id)
    if held.state != ListState.UNDOING:
        return 0
    left = rows_of(actor, list_id).filter(made_at__isnull=False, undone_at__isnull=True, kept_for=[])
    rows = list(left.order_by("id")[: limit or CHUNK])
    if not rows:
        _remove_homes(actor, held)
        move(actor, held, ListState.UNDONE, undone_at=now)
        note(actor, held, "undone")
        return 0
    with system("undo list"):
        _hold_registrations(rows)
        found = footprint(roots_of(row.pk for row in rows))
        used = _used(rows, found)
        for row_id, models in _homes_used(actor, held, rows).items():
            used.setdefault(row_id, set()).update(models)
        gone = [row for row in rows if row.pk not in used]
        _remove(gone, found)
    _say(actor, held, rows, used, now)
    return len(rows)


def _hold_registrations(rows: Sequence[ListRow]) -> None:
    """Nobody can refer to them anew until this transaction ends."""
    with connection.cursor() as cursor:
        ids = [row.pk for row in rows]
        cursor.execute("SELECT 1 FROM people_registration WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [ids])


def _used(rows: Iterable[ListRow], found: dict[Key, UUID]) -> dict[UUID, set[str]]:
    """Row -> tables that hold something of it which the list did not write."""
    own = {row.pk: {label: set(keys) for label, keys in row.traces.items()} for row in rows}
    spared = by_machine(found)
    used: dict[UUID, set[str]] = {}
    for key, row_id in found.items():
        model, primary = key
        label = model._meta.label_lower
        if key not in spared and str(primary) not in own[row_id].get(label, ()):
            used.setdefault(row_id, set()).add(label)
    return used


def _homes_used(actor: Actor, held: PersonList, rows: Sequence[ListRow]) -> dict[UUID, set[str]]:
    """Members of a household of the list in which somebody else is, or that something else refers to."""
    homes = {row.home for row in rows if row.home}
    if not homes:
        return {}
    known = {str(row_id) for row_id in _of_homes(held, homes)}
    touched: dict[UUID, set[str]] = {}
    found = homes_footprint(homes)
    for (model, key), home in found.items():
        if model is Membership and str(key) in known:
            continue
        if model is not Membership and _is_of_member(model):
            continue
        touched.setdefault(home, set()).add(model._meta.label_lower)
    return {row.pk: touched[row.home] for row in rows if row.home in touched}


def _is_of_member(model: type[Model]) -> bool:
    """What hangs on a membership is told with its own row."""
    return any(relation.related_model is Membership for relation in model._meta.concrete_fields if relation.is_relation)


def _of_homes(held: PersonList, homes: set[UUID]) -> set[UUID]:
    """Rows of the list in these households: their memberships bear the same ids."""
    rows = ListRow.objects.for_system("undo list").filter(person_list=held.pk, home__in=homes)
    return set(rows.values_list("pk", flat=True))


def _remove(rows: Sequence[ListRow], found: dict[Key, UUID]) -> None:
    ids = {row.pk for row in rows}
    doomed: dict[type[Model], list[Any]] = {}
    for (model, key), row_id in found.items():
        if row_id in ids:
            doomed.setdefault(model, []).append(key)
    made = list(ids)
    for model in (Membership, Registration, Person):
        doomed.setdefault(model, []).extend(made)
    for model in in_order_of_removal(doomed):
        delete(model, doomed[model])


def delete(model: type[Model], keys: list[Any]) -> None:
    name, table = model._meta.pk.column, model._meta.db_table  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {name} = ANY(%s)", [keys])


def _remove_homes(actor: Actor, held: PersonList) -> None:
    homes = set(rows_of(actor, held.pk).exclude(home=None).values_list("home", flat=True).distinct())
    with system("undo list"):
        empty = homes - set(homes_footprint(homes).values())
        if empty:
            delete(Household, list(empty))


def _say(actor: Actor, held: PersonList, rows: Sequence[ListRow], used: dict[UUID, set[str]], now: datetime) -> None:
    for row in rows:
        if row.pk in used:
            row.kept_for = sorted(used[row.pk])
        else:
            row.undone_at, row.traces = now, {}
    save_rows(rows, ["kept_for", "undone_at", "traces"])
    gone = [row.pk for row in rows if row.pk not in used]
    record_many(
        actor=actor, verb="person:undo", subject="registration", subject_ids=gone, path=held.path, level=held.level
    )

"""Rows of the rooms above follow a moved unit by their composite key, seen or unseen by whoever moves it."""

import threading
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from tests.access.factories import actor
from tests.network.factories import SmallInstitution

from wasl.core.scope import entered, protect
from wasl.network.commands import CannotChange, move_unit
from wasl.network.models import Unit
from wasl.network.rules import Refusal

TODAY, JUNE = date(2026, 11, 21), date(2026, 6, 1)
TABLE = """CREATE TABLE probe
    (id serial PRIMARY KEY, unit_id uuid, path varchar(120) COLLATE "C", level smallint, seal uuid)"""
ROW = "INSERT INTO probe (unit_id, path, level, seal) VALUES (%s, %s, %s, gen_random_uuid())"


@pytest.fixture
def small(fresh_database) -> Iterator[SmallInstitution]:
    """Committed, beside a protected table such as rooms above have."""
    with psycopg.connect(fresh_database.owner, autocommit=True) as owner:
        owner.execute(TABLE)
        for operation in protect("probe"):
            owner.execute(operation.sql)
    yield SmallInstitution()


@pytest.fixture
def admin(small):
    return actor("SYSTEM_ADMIN", small.hq)


def insert(unit, path=None):
    """A row of ordinary level, written by whoever works in the unit."""
    who = actor("SOCIAL_WORKER", unit)
    with transaction.atomic(), entered(who), connection.cursor() as cursor:
        cursor.execute(ROW, [unit.pk, path or unit.path, 2])


def paths_seen(who):
    with transaction.atomic(), entered(who), connection.cursor() as cursor:
        cursor.execute("SELECT path FROM probe ORDER BY path")
        return [row[0] for row in cursor.fetchall()]


def moved(who, small, **given):
    asked = {"unit_id": small.centre.pk, "parent_id": small.other.pk, "since": JUNE, "today": TODAY}
    with transaction.atomic(), entered(who):
        return move_unit(actor=who, **(asked | given))


def test_rows_that_the_mover_cannot_read_follow_too(small, admin):
    insert(small.centre)
    insert(small.sister)
    assert paths_seen(admin) == []  # an administrator of the system reads no dossier
    centre = moved(admin, small)
    assert paths_seen(actor("DELEGATE", small.other)) == [centre.path]
    assert paths_seen(actor("DELEGATE", small.delegation)) == [small.sister.path]


def test_a_row_never_claims_a_path_that_its_unit_left(small, admin):
    left = small.centre.path
    moved(admin, small)
    who = actor("DELEGATE", small.delegation)
    with pytest.raises(IntegrityError), transaction.atomic(), entered(who), connection.cursor() as cursor:
        cursor.execute(ROW, [small.centre.pk, left, 2])


def test_rows_written_while_a_unit_moves_land_at_its_new_path_or_are_refused(small, admin):
    results = []

    def write():
        try:
            insert(small.centre)
            results.append("written")
        except IntegrityError:
            results.append("refused")
        finally:
            connection.close()

    with transaction.atomic(), entered(admin):
        centre = move_unit(actor=admin, unit_id=small.centre.pk, parent_id=small.other.pk, since=JUNE, today=TODAY)
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(0.5)
        assert writer.is_alive() and results == []  # waits for the move
    writer.join(10)
    assert results == ["refused"]
    assert paths_seen(actor("DELEGATE", small.other)) == []
    insert(Unit.objects.get(pk=small.centre.pk))
    assert paths_seen(actor("DELEGATE", small.other)) == [centre.path]


def test_two_administrators_at_once_move_a_unit_once(small, admin):
    gate, results = threading.Barrier(2), []
    targets = {"first": small.other.pk, "second": small.coordination.pk}
    others = {name: actor("SYSTEM_ADMIN", small.hq) for name in targets}

    def move(name):
        try:
            gate.wait(5)
            moved(others[name], small, parent_id=targets[name], version=0)
            results.append(name)
        except CannotChange as error:
            results.append(error.refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=[name]) for name in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(15)
    assert len(results) == 2 and Refusal.CHANGED_MEANWHILE in results
    (winner,) = set(results) - {Refusal.CHANGED_MEANWHILE}
    parent = Unit.objects.get(pk=targets[winner])
    assert Unit.objects.get(pk=small.centre.pk).path == f"{parent.path}{small.centre.code}."


def test_a_whole_delegation_takes_its_rows_along(small, admin):
    for unit in (small.centre, small.sister):
        insert(unit)
    with transaction.atomic(), entered(admin):
        move_unit(actor=admin, unit_id=small.delegation.pk, parent_id=small.hq.pk, since=JUNE, today=TODAY)
    delegation = Unit.objects.get(pk=small.delegation.pk)
    assert delegation.path == f"MA.{small.delegation.code}."
    seen = paths_seen(actor("DELEGATE", delegation))
    assert seen == sorted(f"{delegation.path}{unit.code}." for unit in (small.centre, small.sister))

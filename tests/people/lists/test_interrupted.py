"""A worker killed in the middle, and two at once: no row twice, none lost. Each test on a database of its own."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from tests.access.factories import actor
from tests.network.factories import SmallInstitution
from tests.people.lists.conftest import HEADINGS, NOW, workbook

from wasl.catalogue.commands import seed
from wasl.core.scope import entered
from wasl.people.commands import lists as commands
from wasl.people.commands.lists import applying, checking, writing
from wasl.people.models import Membership, PersonList, Registration
from wasl.people.queries.lists import progress_of

ROWS = 60


def some_rows():
    """Families of three, nobody like anybody else."""
    syllables = ["ba", "da", "fa", "ka", "la", "ma", "na", "ra", "sa", "ta"]
    for number in range(ROWS):
        family = "".join(syllables[(number // 3) // 10**n % 10] for n in range(3)).title()
        given = "".join(syllables[(number * 7 + n * 3) % 10] for n in range(3)).title()
        yield [number, f"{family} {given}{number % 3}", "F", f"{1950 + number}", "", "", number // 3]


@pytest.fixture
def who(fresh_database):
    seed()
    return actor("CENTRE_DIRECTOR", SmallInstitution().centre)


@contextmanager
def acting(who):
    """A transaction of its own that is kept, as a request or a job has."""
    with transaction.atomic(), entered(who):
        yield


@pytest.fixture
def held(who):
    with acting(who):
        made = commands.send_list(actor=who, file_name="a.xlsx", content=workbook(HEADINGS, *some_rows()), now=NOW)
    with acting(who):
        commands.set_columns(actor=who, list_id=made.pk, columns=made.columns, now=NOW)
    return made


def finish(list_id):
    while commands.work_on(list_id=list_id, now=NOW):
        pass


def state(who, held):
    with acting(who):
        found = PersonList.objects.visible_to(who, "person:import").get(pk=held.pk).state
        registrations = Registration.objects.visible_to(who, "person:read").count()
        members = Membership.objects.visible_to(who, "person:read").count()
        return found, registrations, members, progress_of(actor=who, list_id=held.pk)


class Killed(BaseException):
    """What no program catches, as a power cut."""


def dies_at(monkeypatch, module, name, call):
    """The `call`-th call of module.name does its work, then the worker dies before the chunk is kept."""
    real, calls = getattr(module, name), []

    def dying(*args, **kwargs):
        answer = real(*args, **kwargs)
        calls.append(1)
        if len(calls) == call:
            raise Killed
        return answer

    monkeypatch.setattr(module, name, dying)


def turn(who, held):
    """The worker does all it can; whoever sent the list then confirms it."""
    finish(held.pk)
    if state(who, held)[0] == "CHECKED":
        with acting(who):
            commands.apply_list(actor=who, list_id=held.pk)
        finish(held.pk)


@pytest.mark.parametrize(
    ("module", "name", "call"),
    [
        (checking, "copy_in", 1),
        (checking, "save_rows", 1),
        (checking, "save_rows", 3),
        (applying, "write_taken", 1),
        (applying, "write_taken", 4),
        (writing, "_keep_traces", 2),
        (writing, "write_registrations", 3),
    ],
)
def test_killed_between_two_chunks_it_resumes_where_it_stood(who, held, monkeypatch, module, name, call):
    monkeypatch.setattr(checking, "CHUNK", 15)
    monkeypatch.setattr(applying, "CHUNK", 15)
    dies_at(monkeypatch, module, name, call)
    with pytest.raises(Killed):
        turn(who, held)
    connection.close()
    before = state(who, held)
    assert before[1] == before[3].made < ROWS
    turn(who, held)
    found, registrations, members, progress = state(who, held)
    assert (found, progress.total, progress.checked) == ("APPLIED", ROWS, ROWS)
    assert registrations == progress.made == members == ROWS


def test_two_that_apply_the_same_list_at_once_write_each_row_once(who, held):
    finish(held.pk)
    with acting(who):
        commands.apply_list(actor=who, list_id=held.pk)

    def lane():
        finish(held.pk)
        connection.close()

    lanes = [threading.Thread(target=lane) for _ in range(2)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    found, registrations, members, progress = state(who, held)
    assert (found, registrations, members, progress.made) == ("APPLIED", ROWS, ROWS, ROWS)


def test_two_who_confirm_at_once_confirm_once(who, held):
    finish(held.pk)
    with acting(who):
        commands.apply_list(actor=who, list_id=held.pk)
    with pytest.raises(commands.NotNow), acting(who):
        commands.apply_list(actor=who, list_id=held.pk)


def test_killed_while_undoing_it_ends_undone(who, held):
    finish(held.pk)
    with acting(who):
        commands.apply_list(actor=who, list_id=held.pk)
    finish(held.pk)
    with acting(who):
        commands.undo_list(actor=who, list_id=held.pk)
    with acting(who):
        commands.undo_rows(actor=who, list_id=held.pk, now=NOW, limit=20)
    with pytest.raises(Killed), acting(who):
        commands.undo_rows(actor=who, list_id=held.pk, now=NOW, limit=20)
        raise Killed
    assert state(who, held)[1] == ROWS - 20
    finish(held.pk)
    assert state(who, held)[:3] == ("UNDONE", 0, 0)

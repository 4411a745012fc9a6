import pytest
from django.db import connection

from tests.assistance.factories import person, working
from wasl.core.authority import NotAllowed
from wasl.people.commands import open_file
from wasl.people.queries import readers_of


def read(actor, her):
    with working(actor) as who:
        open_file(actor=who, registration_id=her.pk)


def readers(actor, her):
    with working(actor) as who:
        return [account_id for account_id, _at in readers_of(actor=who, registration_id=her.pk)]


def test_each_reader_once_the_latest_first(place):
    worker, director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
    her = person(worker)
    for who in (worker, director, worker):
        read(who, her)
    assert set(readers(director, her)) == {worker.account_id, director.account_id}


def test_only_roles_that_may_be_told_are(place):
    her = person(place.worker())
    with pytest.raises(NotAllowed):
        readers(place.worker(role="EDUCATOR"), her)


def test_the_limits_of_the_posting_hold_in_the_function_too(place):
    worker, stranger = place.worker(), place.worker(place.sister)
    her = person(worker)
    read(worker, her)

    def told():
        with connection.cursor() as cursor:
            asked = ["registration", str(her.pk), ["person:read"]]
            cursor.execute("SELECT account_id FROM journal_readings(%s, %s, %s)", asked)
            return [account_id for (account_id,) in cursor.fetchall()]

    with working(worker):
        assert told() == [worker.account_id]
    with working(stranger):
        assert told() == []
    assert told() == []

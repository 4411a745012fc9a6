import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.access.factories import actor, working_as
from tests.network.factories import SmallInstitution

from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.journal.models import Line
from wasl.journal.queries import finished_lines, readings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return SmallInstitution()


def lines():
    with system("seal journal"):
        return list(Line.objects.order_by("id"))


def test_a_line_holds_ids_and_a_digest_never_the_text(world):
    with working_as("SOCIAL_WORKER", world.centre) as worker:
        record(actor=worker, verb="person:read", subject="person", subject_id=7, about="فاطمة أيت حمو")
    (line,) = lines()
    assert (line.account_id, line.path, len(line.digest)) == (worker.account_id, world.centre.path, 64)
    assert "فاطمة" not in repr(line.__dict__)


@pytest.mark.parametrize("statement", ["UPDATE journal_line SET verb = 'x'", "DELETE FROM journal_line"])
def test_nobody_changes_or_removes_a_line(world, statement):
    record(actor=None, verb="account:sign_in", subject="account")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_reader_sees_the_lines_of_the_territory_only(world):
    record(actor=actor("SOCIAL_WORKER", world.centre), verb="person:read", subject="person", subject_id="1")
    record(actor=actor("SOCIAL_WORKER", world.stranger), verb="person:read", subject="person", subject_id="1")
    with working_as("DELEGATE", world.delegation) as delegate:
        seen = readings_of(actor=delegate, subject="person", subject_id="1")
        assert [line.path for line in seen] == [world.centre.path]


def test_the_second_wall_holds_without_the_first(world):
    record(actor=actor("SOCIAL_WORKER", world.stranger), verb="person:read", subject="person")
    with working_as("DELEGATE", world.delegation):
        assert not Line.objects.exists()


def test_a_line_of_an_open_transaction_is_not_sealed_yet(world):
    record(actor=None, verb="account:sign_in", subject="account")
    with system("seal journal"):
        assert not list(finished_lines(limit=10))

import pytest

from tests.access import factories
from tests.network.factories import SmallInstitution
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.web.journal.words import VERBS

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return SmallInstitution()


@pytest.fixture
def director(client, world):
    client.force_login(factories.posting("CENTRE_DIRECTOR", world.centre).account)
    return client


def written(unit, number, **line):
    who = factories.actor("SOCIAL_WORKER", unit, holder=factories.account(unit, number=number))
    record(actor=who, verb="person:read", subject="person", subject_id="0198-abcdef", **line)


def test_the_director_reads_who_read_what_in_the_centre(director, world):
    written(world.centre, "DM001")
    written(world.sister, "OU001")
    page = director.get("/journal/").content.decode()
    assert "DM001" in page and "abcdef" in page
    assert "OU001" not in page


def test_a_line_above_the_readers_level_is_not_there(director, world):
    written(world.centre, "DM001", level=4)
    assert "DM001" not in director.get("/journal/").content.decode()


def test_one_agents_lines_are_found_by_staff_number(director, world):
    written(world.centre, "DM001")
    written(world.centre, "DM002")
    page = director.get("/journal/?number=dm002").content.decode()
    assert "DM002" in page and ">DM001<" not in page


def test_an_unknown_number_finds_nothing(director, world):
    written(world.centre, "DM001")
    assert "DM001" not in director.get("/journal/?number=ZZ9").content.decode()


def test_an_impossible_day_is_said(director):
    assert director.get("/journal/?on_day=31&on_month=2&on_year=2026").status_code == 422


def test_whatever_is_refused_is_said_in_words():
    assert set(map(str, Permission)) - VERBS.keys() == set()

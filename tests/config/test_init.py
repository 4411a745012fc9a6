"""A real institution begins with its names, its headquarters and two administrators, and not one demo row."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import connection, transaction
from tests.config.launched import Launched

from wasl.access.commands import redeem_slip
from wasl.access.models import Account, Agent, Posting
from wasl.catalogue.models import Service
from wasl.config import founding
from wasl.config.founders import Administrator, administrators, arabic_name
from wasl.config.launcher.database import Addresses
from wasl.config.launcher.errors import CannotStart
from wasl.network.models import Institution, Unit

NOW, TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC), date(2026, 11, 21)
FIRST = [Administrator("A1", "Amina", "Alaoui"), Administrator("A2", "Samir", "Idrissi")]


def begin() -> dict[str, str]:
    return founding.found(
        name_fr="Entraide", name_ar="التعاون", administrators=FIRST, now=NOW, today=TODAY, progress=lambda line: None
    )


@pytest.fixture
def founded(fresh_database: Addresses) -> Iterator[dict[str, str]]:
    yield begin()


def test_a_founded_institution(founded: dict[str, str], fresh_database: Addresses) -> None:
    institution = Institution.objects.get()
    assert (institution.mode, institution.name_fr, institution.name_ar) == ("real", "Entraide", "التعاون")
    assert list(Unit.objects.values_list("code", "path", "is_simulated")) == [("MA", "MA.", False)]
    assert set(Posting.objects.values_list("role", "account__staff_number")) == {
        ("SYSTEM_ADMIN", "A1"),
        ("SYSTEM_ADMIN", "A2"),
    }
    assert not Agent.objects.filter(is_simulated=True).exists()
    assert Service.objects.exists()
    # Nobody can sign in before the slip is redeemed, and then once.
    assert not Account.objects.get(staff_number="A1").has_usable_password()
    redeem_slip(staff_number="a1", code=founded["A1"], password="one long enough phrase", now=NOW)
    assert Account.objects.get(staff_number="A1").check_password("one long enough phrase")
    with pytest.raises(founding.AlreadyFounded, match="real"):
        begin()
    with connection.cursor() as cursor, pytest.raises(Exception, match="keeps the mode"), transaction.atomic():
        cursor.execute("update network_institution set mode = 'demo'")
    # Not even the owner turns a real database into a demo, or back.
    with psycopg.connect(fresh_database.owner) as owner, pytest.raises(psycopg.Error, match="keeps the mode"):
        owner.execute("update network_institution set mode = 'demo'")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (["A1:Amina:Alaoui"], "One administrator alone"),
        (["A1:Amina:Alaoui", "a1:Samir:Idrissi"], "with different staff numbers"),
        (["A1:Amina", "A2:Samir:Idrissi"], "'A1:Amina' is not NUMBER:GIVEN:FAMILY"),
        (["A 1:Amina:Alaoui", "A2:Samir:Idrissi"], "is not NUMBER:GIVEN:FAMILY"),
    ],
)
def test_wrong_administrators_are_one_sentence(told: list[str], sentence: str) -> None:
    with pytest.raises(CannotStart, match=sentence):
        administrators(told)


def test_an_arabic_name_in_latin_letters_is_refused() -> None:
    assert arabic_name("التعاون الوطني") == "التعاون الوطني"
    with pytest.raises(CannotStart, match="holds no Arabic letter"):
        arabic_name("Entraide")


def test_nobody_to_ask_is_one_sentence(home: Launched) -> None:
    refused = home.wasl("init")
    assert refused.returncode == 1
    assert "nobody can be asked here; give --name-fr, --name-ar and two --administrator" in refused.stderr

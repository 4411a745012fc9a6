"""A new version of what lacking several things means: proposed by one, approved by another, past counts keep theirs."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.access import factories as access
from wasl.catalogue.commands import CannotDecide, seed
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.watch.commands import poverty_definitions as commands
from wasl.watch.models import PovertyDefinition
from wasl.watch.rules.poverty import WrongDefinition

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SINCE = date(2027, 1, 1)


@pytest.fixture
def content(place):
    commands.seed_definition()
    return PovertyDefinition._default_manager.get().content


def proposed(actor, content, **more):
    given = {"row_id": new_id(), "content": content, "since": SINCE, "now": NOW} | more
    return commands.propose_definition(actor=actor, **given)


@pytest.fixture
def planner(place):
    return place.worker(place.hq, "STATISTICIAN")


def in_force(day):
    return commands.definition_in_force(on=day)


def test_it_ships_once(content):
    assert commands.seed_definition() is False and PovertyDefinition._default_manager.count() == 1


def test_two_at_headquarters_change_it(place, content, planner):
    row = proposed(planner, content | {"months": 12})
    assert in_force(SINCE)[1].months == 24
    commands.approve_definition(actor=place.worker(place.hq, "STATISTICIAN"), row_id=row.pk, now=NOW)
    assert (in_force(SINCE)[1].months, in_force(date(2026, 12, 31))[1].months) == (12, 24)


def test_one_does_not_decide_on_ones_own(content, planner):
    row = proposed(planner, content | {"months": 12})
    with pytest.raises(CannotDecide):
        commands.approve_definition(actor=planner, row_id=row.pk, now=NOW)


def test_nobody_else_changes_it(place, content, planner):
    with pytest.raises(NotAllowed):
        proposed(place.worker(place.delegation, "DELEGATE"), content)
    with pytest.raises(WrongDefinition):
        proposed(planner, content | {"cutoff": 2})


@pytest.fixture
def screen(client, place):
    seed()
    client.force_login(access.posting("STATISTICIAN", place.hq).account)
    return client


TYPED = {
    "since_day": "1", "since_month": "1", "since_year": "2027", "months": "12", "lacks_SCHOOL": ["yes"],
    "lacks_CARE": ["yes"], "lacks_COVER": ["yes"], "lacks_HOME": ["unfit", "street"], "lacks_WATER": ["yes"],
    "lacks_FOOD": ["one", "two"], "lacks_WORK": ["none"],
}  # fmt: skip


def test_the_page_proposes_and_the_other_approves(screen, content, place):
    page = screen.get(reverse("poverty:propose")).content.decode()
    assert "Où dormez-vous" in page
    assert screen.post(reverse("poverty:propose"), TYPED).status_code == 302
    row = PovertyDefinition._default_manager.get(state="proposed")
    things = {thing["code"]: thing for third in row.content["thirds"] for thing in third["things"]}
    assert set(things["FOOD"]["lacks"]) == {"one", "two"}
    assert things["FOOD"]["has"] == ["three"] and "question" not in things["PREGNANCY"]
    assert "un autre compte" in screen.get(reverse("poverty:definition")).content.decode()
    screen.force_login(access.posting("STATISTICIAN", place.hq).account)
    assert screen.post(reverse("poverty:decide", args=[row.pk]), {"do": "approve"}).status_code == 302
    assert in_force(SINCE)[1].months == 12


def test_a_refusal_says_why(screen, content, planner):
    row = proposed(planner, content | {"months": 12})
    assert screen.post(reverse("poverty:decide", args=[row.pk]), {"do": "refuse"}).status_code == 422
    screen.post(reverse("poverty:decide", args=[row.pk]), {"do": "refuse", "reason": "Trop court"})
    row.refresh_from_db()
    assert row.state == "refused" and in_force(SINCE)[1].months == 24


def test_a_second_change_waits_for_the_first(screen, content, planner):
    proposed(planner, content | {"months": 12})
    page = screen.post(reverse("poverty:propose"), TYPED)
    assert page.status_code == 422 and "attend" in page.content.decode()

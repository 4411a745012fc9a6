"""The desk of whoever is in charge of doubles, as it is used."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.people.test_screens import Desk, queries_persons, text_of

from wasl.core.scope import entered
from wasl.people import commands, queries
from wasl.people.commands.details import NewPhone
from wasl.people.rules import Particulars
from wasl.people.rules.review import Counts
from wasl.web.people import review_labels


@pytest.fixture
def desk(institution):
    return Desk("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def sister(institution):
    return Desk("EDUCATOR", institution.sister)


@pytest.fixture
def waiting(desk, sister, institution):
    """A pair that waits, and whoever is in charge of it."""
    sister.registers()
    desk.registers(none_of_these="UNSURE")
    commands.find_doubles(now=timezone.now())
    judge = Desk("ADJUDICATOR", institution.delegation)
    with entered(judge.actor):
        return judge, queries.doubles_to_decide(actor=judge.actor)[0].pair


def answered(judge, pair, **more):
    page = text_of(judge.get("double", pair.pk))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    sent = {"answer": "SAME", "other": pair.other_id, "seen": seen, "reason": "PAPER"} | more
    return judge.post("double", pair.pk, **sent)


def test_the_queue_shows_whom_it_is_about_and_narrows(waiting, institution):
    judge, pair = waiting
    page = text_of(judge.get("doubles"))
    assert reverse("people:double", args=[pair.pk]) in page and page.count("أيت حمو") >= 2
    assert str(pair.pk) in text_of(judge.get("doubles", kind="FOUND"))
    assert str(pair.pk) not in text_of(judge.get("doubles", kind="SAID"))
    assert str(pair.pk) not in text_of(judge.get("doubles", kind="SEVERAL"))


def test_an_answer_links_and_is_undone_from_the_queue(waiting):
    judge, pair = waiting
    assert answered(judge, pair).status_code == 302
    page = text_of(judge.get("doubles"))
    assert f"/doubles/{pair.pk}/" not in page
    undo = re.search(r"/people/doubles/answers/[0-9a-f-]{36}/undo/", page)[0]
    assert judge.client.post(undo).status_code == 302
    assert f"/doubles/{pair.pk}/" in text_of(judge.get("doubles"))


def test_what_a_link_brings_together_is_told_before(waiting, desk):
    judge, pair = waiting
    own = next(row for row in desk.all() if row.pk in {pair.one_id, pair.other_id})
    with entered(desk.actor):
        commands.add_phone(actor=desk.actor, registration_id=own.pk, phone=NewPhone("0612345678"))
    judge.client.cookies["wasl_language"] = "fr"
    assert "1 numéro de téléphone" in text_of(judge.get("double", pair.pk))


@pytest.mark.parametrize("sent", [{"answer": "PERHAPS"}, {"reason": ""}, {"seen": "other"}, {"other": "x"}])
def test_a_wrong_or_late_answer_changes_nothing(waiting, sent):
    judge, pair = waiting
    answered(judge, pair, **sent)
    assert f"/doubles/{pair.pk}/" in text_of(judge.get("doubles"))


def test_the_person_shows_what_holds_her_registrations_and_takes_it_apart(desk):
    one = desk.registers()
    other = desk.registers(Particulars(given_latin="Fatima", family_latin="Ait Hammou"), none_of_these="UNSURE")
    desk.post("compare", one.pk, other.pk)
    apart = re.search(r"/people/[0-9a-f-]{36}/apart/[0-9a-f-]{36}/", text_of(desk.get("person", other.pk)))[0]
    assert desk.client.post(apart).status_code == 302
    assert len(set(queries_persons(desk))) == 2


def test_every_table_behind_a_registration_has_its_words():
    assert {table._meta.label_lower for table in queries.told_tables()} <= set(review_labels.BEHIND)


def test_a_halted_comparison_says_why_and_goes_on_when_somebody_looked(institution):
    run = commands.begin_run(is_full=True, now=timezone.now())
    with pytest.raises(commands.RunHalted):
        commands.watch_run(run_id=run.pk, counts=Counts(1_000, automatic=900), now=timezone.now())
    with pytest.raises(commands.StillHalted):
        commands.begin_run(is_full=False, now=timezone.now())
    chief = Desk("ADJUDICATOR_PROTECTED", institution.hq)
    assert str(run.pk) in text_of(chief.get("quality"))
    assert chief.post("run-clear", run.pk).status_code == 302
    assert commands.begin_run(is_full=False, now=timezone.now()).state == "RUNNING"

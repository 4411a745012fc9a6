"""A reception without a name is given one later."""

import re

import pytest
from django.utils import timezone

from tests.assistance.factories import orientation, person, reception, working
from wasl.assistance import queries
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.commands import register_person
from wasl.people.models import PersonLink, Registration
from wasl.people.rules import Birth, Particulars
from wasl.web.people.labels import NONE_OF_THESE

pytestmark = pytest.mark.django_db


def zineb(worker):
    particulars = Particulars(given_latin="Zineb", family_latin="Ouali", sex="F", birth=Birth(age=38))
    with working(worker) as who:
        return register_person(actor=who, particulars=particulars, now=timezone.now())


def person_of(worker, row):
    with working(worker) as who:
        return queries.subject_of(actor=who, reception_id=row.pk).person


def registered(worker, given):
    with working(worker) as who:
        return Registration.objects.visible_to(who, Permission.PERSON_READ).filter(given_latin=given).count()


@pytest.mark.parametrize(("language", "words"), [("fr", "Dire de qui il s’agit"), ("ar", "تحديد الشخص")])
def test_who_came_without_a_name_is_chosen_later(place, open_as, language, words):
    worker = place.worker()
    her, row = zineb(worker), reception(worker)
    client = open_as(worker, language)
    assert words in client.get(f"/receptions/{row.pk}/").content.decode()
    found = client.get(f"/receptions/{row.pk}/who/", {"q": "Zineb Ouali"}).content.decode()
    assert f'value="{her.pk}"' in found and 'value="anonymous"' not in found
    answer = client.post(f"/receptions/{row.pk}/who/", {"q": "Zineb", "who": str(her.pk)})
    page = client.get(answer["Location"]).content.decode()
    assert "Zineb" in page and words not in page
    assert person_of(worker, row).pk == her.pk


def test_the_search_of_who_it_is_answers_with_the_changed_part_only(place, open_as):
    worker = place.worker()
    row = reception(worker)
    part = open_as(worker).get(f"/receptions/{row.pk}/who/", {"q": "Zineb"}, headers={"HX-Request": "true"})
    assert "who-new" in part.content.decode() and "<html" not in part.content.decode()


def test_a_newcomer_is_registered_and_named_once(place, open_as):
    worker = place.worker()
    row, client = reception(worker), open_as(worker)
    form = {"command_id": str(new_id()), "q": "Zineb Ouali", "who": "new", "new_given": "Zineb", "new_family": "Ouali"}
    for _ in range(2):
        assert client.post(f"/receptions/{row.pk}/who/", form).status_code == 302
    assert (person_of(worker, row).given_latin, person_of(worker, row).sex) == ("Zineb", "F")
    assert registered(worker, "Zineb") == 1


def test_somebody_very_like_a_known_person_asks_why_it_is_not_her(place, open_as):
    worker = place.worker()
    zineb(worker)
    row, client = reception(worker), open_as(worker)
    names = {"q": "Zineb Ouali", "new_given": "Zineb", "new_family": "Ouali", "new_age": "38"}
    form = {"command_id": str(new_id()), "who": "new"} | names
    asked = client.post(f"/receptions/{row.pk}/who/", form)
    assert asked.status_code == 422 and 'name="none_of_these"' in asked.content.decode()
    assert registered(worker, "Zineb") == 1
    code = next(iter(NONE_OF_THESE))
    assert client.post(f"/receptions/{row.pk}/who/", form | {"none_of_these": code}).status_code == 302


def test_who_is_known_elsewhere_is_said_to_be_the_same_while_receiving(place, open_as):
    """A year typed with the name is a year of birth; only that somebody like her is known elsewhere is shown."""
    particulars = Particulars(given_latin="Zineb", family_latin="Ouali", sex="F", birth=Birth(year=1988))
    with working(place.worker(place.stranger)) as who:
        register_person(actor=who, particulars=particulars, now=timezone.now())
    worker = place.worker()
    client, form = open_as(worker), {"q": "Zineb Ouali 1988", "new_given": "Zineb", "new_family": "Ouali"}
    page = client.get("/receptions/new/", {"q": form["q"]}).content.decode()
    assert 'id="new_family" name="new_family" dir="auto" maxlength="80" value="Ouali"' in page
    token = re.search(r'value="(token:[^"]+)"', page)[1]
    sent = form | {"command_id": str(new_id()), "who": token, "new_age": "1988", "need": "ECO", "urgency": "urgent"}
    sent |= {"channel": "SPONT"}
    assert client.post("/receptions/new/", sent | {"need": "", "new_family": "Walid"}).status_code == 422
    assert client.post("/receptions/new/", sent).status_code == 200
    with system("load demo"):
        rows = PersonLink.objects.for_system("load demo").filter(until_at=None)
        links = list(rows.values_list("person_id", flat=True))
    assert len(links) == 2 and len(set(links)) == 1


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Cherchez un nom"), ("ar", "ابحثوا عن اسم")])
@pytest.mark.parametrize("who", ["", "anonymous"])
def test_nobody_chosen_says_what_to_do(place, open_as, language, sentence, who):
    worker = place.worker()
    row = reception(worker)
    page = open_as(worker, language).post(f"/receptions/{row.pk}/who/", {"who": who})
    assert page.status_code == 422 and sentence in page.content.decode()


def test_a_reception_that_has_its_person_keeps_it_and_registers_nobody(place, open_as):
    worker = place.worker()
    her = person(worker)
    row = reception(worker, registration_id=her.pk)
    client = open_as(worker)
    assert client.get(f"/receptions/{row.pk}/who/").status_code == 302
    form = {"command_id": str(new_id()), "who": "new", "new_given": "Zineb", "new_family": "Ouali"}
    assert client.post(f"/receptions/{row.pk}/who/", form).status_code == 422
    assert registered(worker, "Zineb") == 0


def test_a_group_is_not_given_one_name(place, open_as):
    worker = place.worker()
    row = reception(worker, head_count=3)
    assert open_as(worker).get(f"/receptions/{row.pk}/who/").status_code == 302


def test_a_reception_is_not_given_a_person_of_another_delegation(place, open_as):
    worker, far = place.worker(), place.worker(place.stranger)
    row, stranger = reception(worker), person(far)
    assert open_as(worker).post(f"/receptions/{row.pk}/who/", {"who": str(stranger.pk)}).status_code == 404
    assert person_of(worker, row) is None


def test_the_page_of_a_person_leads_to_her_reception_with_her_already_chosen(place, open_as):
    worker = place.worker()
    her, client = zineb(worker), open_as(worker)
    page = client.get("/receptions/new/", {"who": str(her.pk)}).content.decode()
    assert re.findall(r'name="who" value="([^"]+)" checked', page) == [str(her.pk)]
    kept = client.post("/receptions/new/", {"who": str(her.pk)})
    assert kept.status_code == 422
    assert re.findall(r'name="who" value="([^"]+)" checked', kept.content.decode()) == [str(her.pk)]


@pytest.mark.parametrize("who", ["x", "far"])
def test_a_person_out_of_reach_is_not_chosen_by_an_address(place, open_as, who):
    far = person(place.worker(place.stranger))
    page = open_as(place.worker()).get("/receptions/new/", {"who": str(far.pk) if who == "far" else who})
    assert re.findall(r'name="who" value="([^"]+)" checked', page.content.decode()) == ["anonymous"]


def sent(place, **shared):
    worker = place.worker()
    return orientation(worker, registration_id=person(worker).pk, to_unit_id=place.sister.pk, shared=shared)


def received(worker, row):
    with working(worker) as who:
        return queries.orientation_sheet(actor=who, orientation_id=row.pk, now=timezone.now()).orientation.received


@pytest.mark.parametrize(("language", "words"), [("fr", "Enregistrée ici sous le nom"), ("ar", "مسجل هنا باسم")])
def test_the_receiving_side_says_who_was_sent(place, open_as, language, words):
    row, sister = sent(place, given_name="Zineb", family_name="Ouali"), place.worker(place.sister)
    known, client = zineb(sister), open_as(sister, language)
    assert f"/orientations/{row.pk}/who/" in client.get(f"/orientations/{row.pk}/").content.decode()
    assert f'value="{known.pk}"' in client.get(f"/orientations/{row.pk}/who/").content.decode()
    answer = client.post(f"/orientations/{row.pk}/who/", {"who": str(known.pk)})
    assert words in client.get(answer["Location"]).content.decode()
    assert received(sister, row).pk == known.pk


def test_the_receiving_side_registers_who_was_sent(place, open_as):
    row, sister = sent(place), place.worker(place.sister)
    form = {"command_id": str(new_id()), "who": "new", "new_given": "Zineb", "new_family": "Ouali"}
    for _ in range(2):
        assert open_as(sister).post(f"/orientations/{row.pk}/who/", form).status_code == 302
    assert received(sister, row).given_latin == "Zineb"
    assert registered(sister, "Zineb") == 1


def test_the_sending_side_neither_says_nor_reads_who_it_is_there(place, open_as):
    row, worker, sister = sent(place), place.worker(), place.worker(place.sister)
    known, client = zineb(sister), open_as(worker)
    assert client.get(f"/orientations/{row.pk}/who/").status_code == 404
    assert client.post(f"/orientations/{row.pk}/who/", {"who": str(person(worker).pk)}).status_code == 404
    open_as(sister).post(f"/orientations/{row.pk}/who/", {"who": str(known.pk)})
    page = open_as(worker).get(f"/orientations/{row.pk}/").content.decode()
    assert "Ouali" not in page and str(known.pk) not in page


def test_an_orientation_that_has_its_person_there_keeps_it(place, open_as):
    row, sister = sent(place), place.worker(place.sister)
    known, other, client = zineb(sister), person(sister), open_as(sister)
    client.post(f"/orientations/{row.pk}/who/", {"who": str(known.pk)})
    assert client.get(f"/orientations/{row.pk}/who/").status_code == 302
    assert client.post(f"/orientations/{row.pk}/who/", {"who": str(other.pk)}).status_code == 422
    assert received(sister, row).pk == known.pk


def test_a_person_of_the_sending_side_is_not_there_for_the_receiving_one(place, open_as):
    row, sister = sent(place), place.worker(place.sister)
    hers = person(place.worker())
    assert open_as(sister).post(f"/orientations/{row.pk}/who/", {"who": str(hers.pk)}).status_code == 404
    assert received(sister, row) is None

import re

import pytest

from tests.access import factories as access
from tests.assistance import complaints as made
from tests.assistance import factories
from wasl.web.complaints import words

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'<bdi dir="ltr">([0-9A-Z]{11})</bdi>')


@pytest.fixture(autouse=True)
def at_this_hour(place, monkeypatch):
    monkeypatch.setattr(made, "NOW", factories.NOW)


def written(client, place, **values):
    given = {
        "about": str(place.sister.pk), "kind": "QUALITE", "words": "Attente", "channel": "oral", "speaker": "self",
        "told": "returns", "name": "Zahra",
    } | values  # fmt: skip
    return client.post("/complaints/new/", given)


def test_a_counter_writes_it_down_and_hands_out_a_receipt(open_as, place):
    client = open_as(place.worker())
    page = written(client, place).content.decode()
    number = NUMBER.search(page)[1]
    paper = client.post("/complaints/receipt/", {"number": number, "lang": "ar"})
    assert paper["Content-Type"] == "application/pdf" and "document.pdf" in paper["Content-Disposition"]
    assert number in client.post("/complaints/follow/", {"number": number}).content.decode()


def test_nobody_else_prints_the_receipt(open_as, place):
    number = NUMBER.search(written(open_as(place.worker()), place).content.decode())[1]
    assert open_as(place.worker()).post("/complaints/receipt/", {"number": number}).status_code == 404


@pytest.mark.parametrize(
    "values",
    [{"kind": "RECOURS"}, {"channel": "box"}, {"told": "call"}, {"about": ""}, {"decision": "closure"}, {"words": " "}],
)
def test_a_form_that_lacks_something_says_so(open_as, place, values):
    assert written(open_as(place.worker()), place, **values).status_code == 422


def test_an_unknown_number_is_said(open_as, place):
    assert open_as(place.worker()).post("/complaints/follow/", {"number": "ABC"}).status_code == 422


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_desk_moves_it_along(open_as, place, language):
    desk = made.handler(place)
    pk, _ = made.complaint(place.worker(), place.centre)
    client, address = open_as(desk, language), f"/complaints/{pk}/"
    client.post(f"{address}step/", {"to": "take", "version": 0})
    client.post(f"{address}step/", {"to": "admissible", "version": 1})
    client.post(f"{address}step/", {"to": "instructed", "version": 2})
    client.post(f"{address}ask/", {"unit": place.centre.pk, "question": "Combien ?", "version": 3})
    client.post(f"{address}step/", {"to": "answered", "version": 3, "words": "Nous vérifions."})
    page = client.get(address).content.decode()
    assert "Oumghar" in page and "Nous vérifions." in page and "Combien" in page
    assert "Oumghar" not in re.search(r"<title>.*?</title>", page)[0]
    assert client.post(f"{address}answer/", {"lang": language})["Content-Type"] == "application/pdf"


def test_the_unit_answers_on_its_own_page(open_as, place):
    pk, _ = made.complaint(place.worker(), place.centre)
    desk = made.handler(place)
    made.brought_to(desk, pk, "admissible", "instructed")
    asked = made.ask(desk, pk, place.centre, "Combien attend-on ?")
    client = open_as(access.actor("CENTRE_DIRECTOR", place.centre))
    assert "Combien attend-on" in client.get("/complaints/questions/").content.decode()
    address = f"/complaints/questions/{asked.pk}/"
    assert client.post(address, {"answer": ""}).status_code == 422
    assert client.post(address, {"answer": "Une heure."}).status_code == 302
    assert client.post(address, {"answer": "Deux."}).status_code == 422


def test_a_stale_page_is_said(open_as, place):
    pk, _ = made.complaint(place.worker(), place.centre)
    client = open_as(made.handler(place))
    client.post(f"/complaints/{pk}/step/", {"to": "take", "version": 7})
    assert "entre-temps" in client.get(f"/complaints/{pk}/").content.decode()


def test_small_counts_are_hidden_and_none_can_be_worked_out(open_as, place):
    worker = place.worker()
    for kind, number in (("DELAI", 6), ("QUALITE", 7), ("MALTR", 1)):
        for _ in range(number):
            made.complaint(worker, place.centre, kind=kind)
    page = open_as(worker, "fr").get("/complaints/delays/").content.decode()
    hidden = re.findall(r'<tr><th scope="row"><bdi dir="auto">([^<]*)</bdi></th><td colspan', page)
    assert "Maltraitance en établissement" in hidden and len(hidden) >= 2


def test_every_code_has_its_words():
    assert set(words.FAULTS) == set(words.F)
    assert set(words.STATES) == set(words.ComplaintState) and set(words.REASONS) == set(words.Inadmissible)

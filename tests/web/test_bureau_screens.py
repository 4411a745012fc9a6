"""Letters and files on screen: what is handed out, how, and to whom."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.assistance import factories
from tests.documents import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(place):
    return place.worker()


@pytest.fixture
def case(worker):
    return factories.case(worker)


def upload(client, case, name="certificat.pdf", content=None):
    sent = SimpleUploadedFile(name, content or files.pdf())
    return client.post(f"/cases/{case.pk}/attachments/", {"file": sent, "title": "Certificat"})


def address_of_file(client, case):
    page = client.get(f"/cases/{case.pk}/attachments/").content.decode()
    return re.search(r"/attachments/[0-9a-f-]{36}/", page)[0]


def test_a_file_leaves_as_something_to_save_and_is_not_kept_by_the_browser(open_as, worker, case):
    client = open_as(worker)
    assert upload(client, case).status_code == 302
    answer = client.get(address_of_file(client, case))
    assert answer.content == files.pdf()
    assert answer["Content-Disposition"] == 'attachment; filename="certificat.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.pdf", files.picture(), "ne correspond pas"),
        ("a.svg", b"<svg onload=alert(1)>", "page web"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        ("a.png", files.endless_picture(), "trop de points"),
        ("a.pdf", files.HARMFUL["program"][1], "programme"),
    ],
)
def test_what_is_not_taken_is_said_beside_the_field(open_as, worker, case, name, content, word):
    answer = upload(open_as(worker), case, name, content)
    assert answer.status_code == 422
    assert word in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("JPEG", "Le plus compatible", "Haute efficacité")), ("ar", ("JPEG", "الأكثر توافقا", "عالية الكفاءة"))],
)
def test_a_photograph_in_heic_says_how_to_send_it_as_jpeg(open_as, worker, case, language, words):
    answer = upload(open_as(worker, language), case, *files.HARMFUL["heic"])
    assert answer.status_code == 422
    assert [word for word in words if word not in answer.content.decode()] == []


def test_who_may_only_read_sends_no_file(open_as, place, case):
    client = open_as(place.worker(place.delegation, "INSPECTOR"))
    assert client.get(f"/cases/{case.pk}/attachments/").status_code in {200, 404}
    assert upload(client, case).status_code in {403, 404}


def test_a_withdrawn_file_is_gone_from_its_address(open_as, worker, case):
    client = open_as(worker)
    upload(client, case)
    address = address_of_file(client, case)
    assert client.post(f"{address}withdraw/", {"reason": "mistake"}).status_code == 302
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_letter_is_entered_and_shown_with_its_number(open_as, worker, language):
    client = open_as(worker, language)
    given = {"correspondent": "Pachalik", "subject": "Liste", "medium": "hand", "level": "1"}
    answer = client.post("/bureau/arrivals/new/", given, follow=True)
    assert "A-2026-00001" in answer.content.decode() and "Pachalik" in answer.content.decode()


def test_a_letter_goes_its_way_on_screen(open_as, place, worker, case):
    client = open_as(worker)
    given = {"template": "REQUEST", "lang": "ar", "addressee": "السيد القائد", "paragraph": "رفقته الوثائق."}
    made = client.post(f"/cases/{case.pk}/letters/new/", given)["Location"]
    assert client.get(f"{made}preview/").content.startswith(b"%PDF")
    assert client.post(f"{made}step/", {"step": "prepare"}).status_code == 302
    assert client.post(f"{made}step/", {"step": "initial"}).status_code in {403, 404, 422}
    client = open_as(place.worker(role="CENTRE_DIRECTOR"))
    assert made in client.get("/day/").content.decode()
    for step in ("initial", "sign"):
        assert client.post(f"{made}step/", {"step": step}).status_code == 302
    page = client.get(made).content.decode()
    assert "D-2026-00001" in page
    paper = re.search(r"/documents/[0-9a-f-]{36}/", page)[0]
    assert client.get(paper).content.startswith(b"%PDF")
    assert client.get(f"{made}preview/").status_code == 404

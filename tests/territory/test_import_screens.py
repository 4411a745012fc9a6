import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.access import factories
from tests.network.factories import SmallInstitution

from wasl.core.authority import NotAllowed
from wasl.territory import commands, queries
from wasl.territory.models import Source, Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
HEAD = "code;type;nom en français;nom en arabe;rattachement;depuis le;jusqu’au\n"
CAIDAT = "AZ-C1;caïdat;Zaouiat Ahansal;زاوية أحنصال;05.081.03;01/01/2016;\n"
DOUAR = "AZ-D1;douar;Taghia;تاغيا;AZ-C1;01/01/2016;\n"
FAULTY = "AZ-C2;caïdat;Bni Abdellah;بني عبد الله;01.051.05.07;01/01/2016;\n"


@pytest.fixture
def world():
    return SmallInstitution()


@pytest.fixture
def planner(client, world):
    client.force_login(factories.posting("STATISTICIAN", world.hq).account)
    return client


def sent(client, text, name="caidats.csv"):
    return client.post("/territory/imports/", {"file": SimpleUploadedFile(name, text.encode())})


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_file_is_reviewed_before_anything_changes(planner):
    answer = planner.get(sent(planner, HEAD + CAIDAT + DOUAR + FAULTY)["Location"])
    page = text_of(answer)
    assert "Importer 2 lieux" in page
    assert "renuméroté en 2015 : écrivez 01.051.11.07" in page
    assert not Territory.objects.filter(level="annex").exists()


def test_accepted_rows_are_imported_and_refused_ones_left_out(planner):
    review = sent(planner, HEAD + CAIDAT + DOUAR + FAULTY)["Location"]
    page = text_of(planner.post(review, follow=True))
    assert "2 lieux ont été importés." in page
    assert Territory.objects.get(code="AZ-D1").path == "05/05.081/05.081.03/AZ-C1/AZ-D1/"
    assert not Territory.objects.filter(code="AZ-C2").exists()


def test_the_trail_says_who_and_what(planner):
    planner.post(sent(planner, HEAD + CAIDAT)["Location"])
    source = Territory.objects.get(code="AZ-C1").source
    assert (source.name, source.rows) == ("caidats.csv", 1)
    assert source.account_id == source.upload.account_id and len(source.sha256) == 64


def test_a_second_press_does_nothing_twice(planner):
    review = sent(planner, HEAD + CAIDAT)["Location"]
    planner.post(review)
    before = Source.objects.count()
    assert "déjà importé" in text_of(planner.post(review, follow=True))
    assert Source.objects.count() == before


def test_a_caidat_that_moves_takes_its_douars_along(planner):
    planner.post(sent(planner, HEAD + CAIDAT + DOUAR)["Location"])
    planner.post(sent(planner, HEAD + CAIDAT.replace("05.081.03", "05.081.05"))["Location"])
    assert Territory.objects.get(code="AZ-D1").path == "05/05.081/05.081.05/AZ-C1/AZ-D1/"


def test_an_imported_place_is_found_and_has_its_page(planner):
    planner.post(sent(planner, HEAD + CAIDAT + DOUAR)["Location"])
    assert [hit.place.code for hit in queries.search("taghia")] == ["AZ-D1"]
    assert "Caïdat" in text_of(planner.get("/territory/AZ-C1/"))
    assert "01/01/2016" in text_of(planner.get("/territory/AZ-D1/"))


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("a.csv", "code;type\nA;b", "Il manque"),
        ("a.csv", "", "vide"),
        ("a.xlsx", "pas une feuille", "XLSX ou CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(planner, name, text, word):
    answer = sent(planner, text, name)
    assert answer.status_code == 422
    assert word in text_of(answer)


def test_headings_to_write_are_given_in_the_script_of_the_page(planner):
    planner.cookies["wasl_language"] = "ar"
    page = planner.get("/territory/imports/").content.decode()
    assert "<bdi>رمز الانتماء</bdi>" in page and "rattachement" not in page


def test_a_file_is_asked_for(planner):
    assert planner.post("/territory/imports/", {}).status_code == 422


def test_an_unknown_review_is_not_there(planner):
    assert planner.get("/territory/imports/01890000-0000-7000-8000-000000000000/").status_code == 404


def test_others_may_not_import(client, world):
    client.force_login(factories.posting("SOCIAL_WORKER", world.centre).account)
    assert client.get("/territory/imports/").status_code == 403
    assert sent(client, HEAD + CAIDAT).status_code == 403


def test_the_command_itself_refuses(world):
    worker = factories.actor("SOCIAL_WORKER", world.centre)
    with pytest.raises(NotAllowed):
        commands.hold_upload(actor=worker, file_name="a.csv", content=(HEAD + CAIDAT).encode())

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook
from tests.access import factories
from tests.network.factories import SmallInstitution

from wasl.territory import indicators

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
CREDIT = "Haut-Commissariat au Plan"


@pytest.fixture
def reader(client):
    client.force_login(factories.posting("SOCIAL_WORKER", SmallInstitution().centre).account)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_country_opens_on_its_twelve_regions(reader):
    page = text_of(reader.get("/territory/"))
    assert "Béni Mellal-Khénifra" in page and "36 828 330" in page
    assert CREDIT in page


def test_a_province_shows_both_censuses_and_their_difference(reader):
    page = text_of(reader.get("/territory/05.081/?indicator=illiteracy_rate_10_plus"))
    assert "47,6 38,3 −9,3" in page
    assert "32,5 27,5" in page


def test_in_arabic_the_page_speaks_arabic(reader):
    reader.cookies["wasl_language"] = "ar"
    page = text_of(reader.get("/territory/05.081/?indicator=amenities_electricity"))
    assert "تجهيزات المسكن: الكهرباء" in page and "زاوية أحنصال" in page and "المندوبية السامية للتخطيط" in page


def chart(answer):
    return json.loads(
        re.search(r'<script id="territory-map" type="application/json">(.*?)</script>', answer.content.decode()).group(
            1
        )
    )


def test_the_map_has_five_written_classes_and_every_part(reader):
    spec = chart(reader.get("/territory/05.081/?indicator=illiteracy_rate_10_plus"))
    assert len(spec["values"]) == 44
    assert [each["label"] for each in spec["classes"]][0].count("–") == 1
    assert len(spec["classes"]) == 5


def test_what_is_unknown_is_null_and_has_a_name(reader):
    spec = chart(reader.get("/territory/12/?indicator=illiteracy_rate_10_plus&level=commune"))
    assert sum(each["value"] is None for each in spec["values"]) == 4
    assert spec["missing"] == "pas de donnée"


def test_the_outlines_are_served_for_ever_and_packed(reader):
    address = chart(reader.get("/territory/05.081/"))["shapes"].partition("#")[0]
    answer = reader.get(address, headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip" and "immutable" in answer["Cache-Control"]
    assert len(answer.content) < 20_000
    assert json.loads(reader.get(address).content)["type"] == "Topology"


@pytest.mark.parametrize(
    ("address", "status"), [("communes-05.old.json", 302), ("communes-99.x.json", 404), ("points.x.json", 404)]
)
def test_other_outlines(reader, address, status):
    assert reader.get(f"/territory/boundaries/{address}").status_code == status


def test_a_renumbered_code_leads_to_the_new_one_and_says_so(reader):
    answer = reader.get("/territory/01.051.05.07/", follow=True)
    assert answer.redirect_chain == [("/territory/01.051.11.07/", 302)]
    assert "Le code 01.051.05.07 a servi jusqu’en 2015" in text_of(answer)


def test_an_unknown_code_says_what_to_do(reader):
    answer = reader.get("/territory/05.081.99.99/")
    assert answer.status_code == 404
    assert "Aucun lieu ne porte ni n’a porté le code 05.081.99.99" in text_of(answer)
    assert "/territory/05.081/" in answer.content.decode()


@pytest.mark.parametrize("typed", ["050810103", "05 081 01 03", "٠٥.٠٨١.٠١.٠٣"])
def test_a_code_typed_otherwise_opens_the_place(reader, typed):
    assert "Demnate" in text_of(reader.get(f"/territory/{typed}/"))


@pytest.mark.parametrize("asked", ["indicator=poverty", "level=planet", "area=XX", "sex=Q", "census=1914"])
def test_a_wrong_question_is_answered_by_what_can_be_asked(reader, asked):
    answer = reader.get(f"/territory/05.081/?{asked}")
    assert answer.status_code == 422
    assert "Demnate" in text_of(answer)


def test_one_place_found_opens_at_once(reader):
    answer = reader.get("/territory/search/", {"q": "زاوية احنصال"})
    assert answer["Location"] == "/territory/05.081.03.13/"


def test_a_former_name_is_shown_beside_today_s(reader):
    page = text_of(reader.get("/territory/search/", {"q": "01.051.05.07"}))
    assert "Bni Abdellah" in page and "Bni Abdallah" in page and "Jusqu’en 2015" in page


@pytest.mark.parametrize(("q", "status"), [("zzzz", 200), ("", 200), ("a\x00b", 422), ("x" * 121, 422)])
def test_a_search_without_an_answer_says_what_to_do(reader, q, status):
    assert reader.get("/territory/search/", {"q": q}).status_code == status


def test_csv_holds_the_table_and_the_credit(reader):
    answer = reader.get("/territory/05.081/table.csv?indicator=illiteracy_rate_10_plus")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 + 1 + 44 + 1
    assert rows[2] == ["05.081", "Azilal", "أزيلال", "47,6", "38,3", "-9,3"]
    assert CREDIT in rows[-1][0]


def test_xlsx_holds_numbers_as_numbers_and_the_credit(reader):
    reader.cookies["wasl_language"] = "ar"
    answer = reader.get("/territory/05.081/table.xlsx?indicator=population_municipal")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[2] == ["05.081", "Azilal", "أزيلال", 552884, 572867, 19983]
    assert "المندوبية السامية للتخطيط" in rows[-1][0]


def test_every_level_has_its_page(reader):
    for code in ("MA", "06", "06.141", "06.141.01.0", "06.141.01.60", "06.141.01.61", "05.081.03", "05.081.03.13"):
        assert reader.get(f"/territory/{code}/").status_code == 200


def statuses(reader, codes):
    return {reader.get(f"/territory/12/?indicator={code}&area=URB&sex=F").status_code for code in codes}


def test_every_theme_has_its_page(reader):
    assert statuses(reader, [theme.indicators[-1].code for theme in indicators.themes()]) == {200}


@pytest.mark.long
def test_every_indicator_has_its_page(reader):
    codes = re.findall(r'<option value="(\w+_\w+)"', reader.get("/territory/12/").content.decode())
    assert len(codes) == 164
    assert statuses(reader, codes) == {200}


def test_a_page_costs_few_queries(reader, django_assert_max_num_queries):
    reader.get("/territory/07/")
    with django_assert_max_num_queries(30):
        reader.get("/territory/07/?level=commune")


def test_nobody_reads_without_signing_in(client):
    assert client.get("/territory/05.081/").status_code == 302

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.documents import factories

from wasl.documents import render
from wasl.documents.papers import PAPERS, ReceptionSlip, TableReport
from wasl.documents.papers.paper import WrongData
from wasl.documents.papers.table_report import Column, TableRow


def make(paper, lang="fr", mark=factories.MARK):
    return render.pdf(paper.template, lang, paper, mark=mark)


def words_in(paper, lang="fr"):
    return render.page_input(paper, lang, factories.MARK)


def pages(pdf):
    return int(re.search(rb"/Type/Pages/Count (\d+)", pdf)[1])


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("name", factories.PAPERS)
def test_each_paper_is_a_pdf_and_always_the_same_one(name, lang):
    paper = factories.PAPERS[name]
    made = make(paper, lang)
    assert made.startswith(b"%PDF-1.")
    assert made == make(paper, lang)


def test_every_template_has_its_paper():
    files = {path.stem for path in render.TEMPLATES.glob("*.typ")} - {"layout"}
    assert files == set(PAPERS) == {paper.template for paper in factories.PAPERS.values()}


def test_another_day_or_word_is_another_pdf():
    paper = factories.slip()
    assert make(paper) != make(replace(paper, name="Autre"))
    assert make(paper) != make(paper, mark=replace(factories.MARK, on=factories.MARK.on.replace(day=22)))


def test_only_our_fonts_are_embedded():
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z-]+)", make(factories.slip(), "ar")))
    assert fonts
    assert all(font.startswith((b"IBMPlexSansArabic", b"NotoSansTifinagh")) for font in fonts)


def test_sixteen_rows_stand_on_one_page_in_both_languages():
    assert pages(make(factories.report(), "fr")) == pages(make(factories.report(), "ar")) == 1


def test_each_blank_form_has_its_page():
    assert pages(make(factories.PAPERS["forms"])) == 2


def test_a_long_table_goes_on():
    assert pages(make(factories.table(columns=12, rows=80))) > 1


def test_data_is_never_markup():
    nasty = '#import "x": * #panic("run") $ \\ * _ @ref <tag> `raw` // /* = title'
    assert make(factories.slip(name=nasty, asked=nasty)).startswith(b"%PDF")


def test_a_name_cannot_turn_the_line_round():
    assert words_in(factories.slip(name="Ali\u202e\u2066nab"))["paper"]["name"] == "Alinab"


def test_each_language_has_its_words_and_months():
    assert words_in(factories.slip(), "fr")["paper"]["came"] == "samedi 21 novembre 2026 à 09:35"
    assert words_in(factories.slip(), "ar")["paper"]["came"] == "السبت 21 نونبر 2026 على الساعة 09:35"
    assert words_in(factories.slip(), "ar")["words"]["title"] == "وصل الاستقبال"


def test_the_rights_of_the_person_are_on_every_slip():
    for paper in (factories.slip(), factories.slip(is_discreet=True)):
        assert "09-08" in words_in(paper)["words"]["rights_title"]


@pytest.mark.parametrize("paper", [factories.slip(is_discreet=True), factories.letter(is_discreet=True, message="M")])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_discreet_paper_holds_no_unit_title_or_reason(paper, lang):
    held = words_in(paper, lang)
    assert held["mark"]["unit"] == "" and held["words"].get("title", "") == ""
    assert not {"asked", "next", "need", "message", "urgency", "shared"} & {
        name for name, value in held["paper"].items() if value
    }


def test_the_file_title_never_names_the_person():
    assert words_in(factories.slip())["title"] == "Document"


def test_the_square_holds_the_address_to_verify():
    assert "<svg" in words_in(factories.slip())["mark"]["qr"]
    assert words_in(factories.slip())["mark"]["place"] == "wasl.example/v/"


@pytest.mark.parametrize("data", [{}, {"came": factories.CAME, "colour": "red"}])
def test_wrong_fields_are_named(data):
    with pytest.raises(WrongData, match="came|colour"):
        render.pdf("reception_slip", "fr", data)


def test_a_table_row_has_a_cell_for_each_column():
    with pytest.raises(WrongData):
        TableReport(heading="x", columns=(Column(label="a"),), rows=(TableRow(cells=("1", "2")),))


def test_plain_data_makes_the_same_paper_as_the_typed_one():
    data = {"came": factories.CAME, "name": "Ali"}
    assert render.pdf("reception_slip", "fr", data) == render.pdf("reception_slip", "fr", ReceptionSlip(**data))


def test_two_threads_never_print_each_other_s_person():
    papers = [factories.slip(name=f"Personne {rank}") for rank in range(24)]
    alone = [make(paper) for paper in papers]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, papers)) == alone

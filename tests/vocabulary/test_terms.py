from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from wasl import vocabulary
from wasl.vocabulary.choices import choices, lazy_label
from wasl.vocabulary.rules import Term, fold


def test_a_label_in_each_language():
    reception = vocabulary.term("services", "ACC")
    assert (reception.label("fr"), reception.label("ar")) == ("Accueil", "الاستقبال")


def test_amazigh_falls_back_on_french():
    assert vocabulary.term("sex", "F").label("zgh") == "ⵜⴰⵡⵜⵎⵜ"
    assert vocabulary.term("sex", "X").label("zgh") == "Non renseigné"


def test_unknown_names_are_said():
    with pytest.raises(vocabulary.UnknownList, match="servics"):
        vocabulary.terms("servics")
    with pytest.raises(vocabulary.UnknownTerm, match="services: XYZ"):
        vocabulary.term("services", "XYZ")


def test_an_unknown_code_shows_itself_on_screen():
    assert vocabulary.label("services", "OLD", "fr") == "OLD"


@pytest.mark.parametrize(
    ("day", "valid"),
    [((2026, 1, 1), True), ((2026, 6, 30), True), ((2026, 7, 1), False), ((2025, 12, 31), False)],
)
def test_validity_counts_both_ends(day, valid):
    term = Term("A", {"fr": "a", "ar": "ا"}, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30))
    assert term.is_valid(date(*day)) is valid


def test_a_term_cannot_be_changed():
    with pytest.raises(TypeError):
        vocabulary.term("services", "ACC").labels["fr"] = "Autre"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ecoute", "ECO"),
        ("ÉCOUTE", "ECO"),
        ("الإنصات", "ECO"),
        ("الانصات", "ECO"),
        ("visite dom", "VAD"),
        ("vad", "VAD"),
    ],
)
def test_search_in_both_scripts_and_by_alias(words, code):
    assert [term.code for term in vocabulary.find("services", words)] == [code]


def test_an_empty_search_finds_nothing():
    assert vocabulary.find("services", "  ") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("أزيلال", "ازيلال"), ("مُسَاعَدَة", "مساعده"), ("Œuvre", "oeuvre"), ("d’accueil", "D'ACCUEIL")],
)
def test_two_spellings_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_version_is_stable_and_hashed():
    number, sha256 = vocabulary.version()
    assert (date.fromisoformat(number) >= date(2026, 11, 21), len(sha256)) == (True, 64)
    assert vocabulary.version() == (number, sha256)


def test_choices_speak_the_language_of_the_request():
    offered = choices("sex", blank="—")
    with override("ar"):
        assert offered()[:2] == [("", "—"), ("F", "أنثى")]
    with override("fr"):
        assert offered()[1] == ("F", "Féminin")


def test_a_lazy_label_waits_for_the_language():
    label = lazy_label("sex", "M")
    with override("ar"):
        assert str(label) == "ذكر"


def test_template_filter():
    template = Template('{% load vocabulary %}{{ code|label_of:"services" }}')
    with override("fr"):
        assert template.render(Context({"code": "ACC"})) == "Accueil"
        assert template.render(Context({"code": None})) == ""

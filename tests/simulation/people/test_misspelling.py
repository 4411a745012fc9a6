from random import Random

import pytest

from wasl.simulation.people.misspelling import misspelt, otherwise_usual, typo, without_article, wrong_digit


@pytest.mark.parametrize("text", ["Mohamed", "El Alaoui", "محمد العلوي", "فاطمة", "Aït Ouhssain"])
@pytest.mark.parametrize("make", [misspelt, typo])
def test_what_is_wrong_stays_close(make, text):
    for seed in range(60):
        made = make(Random(seed), text)
        assert made and made[0] == text[0] and abs(len(made) - len(text)) <= 2


@pytest.mark.parametrize("make", [misspelt, typo])
def test_it_is_mostly_not_the_same(make):
    assert sum(make(Random(seed), "Abdelkader") != "Abdelkader" for seed in range(100)) > 90


def test_arabic_orthographies_in_use():
    assert {otherwise_usual(Random(seed), "فاطمة") for seed in range(40)} == {"فاطمه"}
    assert otherwise_usual(Random(1), "محمد") == "محمد"


@pytest.mark.parametrize(
    ("name", "bare"),
    [("El Alaoui", "Alaoui"), ("العلوي", "علوي"), ("Es-Sakali", "Sakali"), ("Elalaoui", "Elalaoui"), ("El Ma", "El Ma"),
     ("Aziz", "Aziz"), ("الحي", "الحي")],
)  # fmt: skip
def test_articles_drop(name, bare):
    assert without_article(name) == bare


def test_a_wrong_digit_is_one():
    for seed in range(50):
        made = wrong_digit(Random(seed), "AB123456")
        assert made[:2] == "AB" and sum(a != b for a, b in zip(made, "AB123456", strict=True)) == 1


def test_very_short_texts_are_left_alone():
    assert typo(Random(1), "Ou") == "Ou"

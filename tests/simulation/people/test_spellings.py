from random import Random

import pytest

from wasl.simulation.people import spellings
from wasl.simulation.people.misspelling import is_arabic


def pools():
    return [*spellings.given_names().values(), spellings.families()]


def test_names_are_many_and_each_in_its_script():
    names = {name for pool in pools() for name in pool.names}
    assert len(names) > 3_500
    for name in names:
        assert is_arabic(name.arabic) and name.latin
        assert not any(is_arabic(latin) or not latin.strip() for latin in name.latin), name


def test_spellings_are_those_attested():
    mohamed = next(name for name in spellings.given_names()["M", 1].names if name.arabic == "محمد")
    assert {"Mohamed", "Mohammed", "Muhammad"} <= set(mohamed.latin)
    random = Random(1)
    drawn = [mohamed.draw(random) for _ in range(500)]
    assert 0.4 < drawn.count("Mohamed") / 500 < 0.8


def test_another_spelling_is_another():
    alaoui = next(name for name in spellings.families().names if name.arabic == "العلوي")
    assert {alaoui.another(Random(seed), "Alaoui") for seed in range(50)} >= {"El Alaoui"}
    assert all(alaoui.another(Random(seed), "Alaoui") != "Alaoui" for seed in range(50))


@pytest.mark.parametrize("arabic", ["بنونة", "الإدريسي", "برادة", "آيت محمد", "بنعلي", "أومحمد"])
def test_family_names_are_written_as_on_a_paper(arabic):
    assert arabic in {name.arabic for name in spellings.families().names}


def test_names_have_their_time():
    girls = {era: spellings.given_names()["F", era] for era in (0, 2)}
    drawn = {era: [pool.draw(Random(seed)).arabic for seed in range(3000)] for era, pool in girls.items()}
    assert drawn[0].count("فاطنة") > 5 * drawn[2].count("فاطنة")
    assert drawn[2].count("آية") > 5 * drawn[0].count("آية")


def test_one_sentence_when_the_package_is_not_there(monkeypatch):
    monkeypatch.setattr(spellings, "PACKAGE", "nothing_of_this_name")
    with pytest.raises(spellings.NamesMissing, match="install the package arabic-name-romanizer"):
        spellings._index()


def test_labels_that_sound_like_nothing_are_no_spellings():
    assert spellings._is_spelling("جسوس", "Guessous")
    assert not spellings._is_spelling("بوعلوش", "Allusz")
    assert not spellings._is_spelling("يوسف", "France")

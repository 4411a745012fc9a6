from random import Random

from wasl.simulation.names import draw, family_names, given_names


def test_the_same_seed_gives_the_same_person():
    assert [draw(Random(7)) for _ in range(3)] == [draw(Random(7))] * 3


def test_half_are_women():
    random = Random(1)
    women = sum(draw(random).sex == "F" for _ in range(4_000))
    assert 1_850 < women < 2_150


def test_a_wanted_sex_is_kept():
    women = {latin for _, latin in given_names("F")}
    random = Random(3)
    assert all(draw(random, sex="F").given_latin in women for _ in range(200))


def test_there_are_enough_names_each_in_its_own_script():
    given = given_names("F") + given_names("M")
    assert len(set(given)) >= 150
    assert len(set(family_names())) >= 150
    for arabic, latin in (*given, *family_names()):
        assert all("\u0600" <= letter <= "\u06ff" or letter == " " for letter in arabic), arabic
        assert not any("\u0600" <= letter <= "\u06ff" for letter in latin), latin

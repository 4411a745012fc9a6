"""Who may live together, and who is who in one household."""

from datetime import date
from itertools import product

import pytest

from wasl.people.linkage.households import (
    SUGGESTED,
    Dweller,
    Mark,
    Member,
    Standing,
    Tie,
    differing,
    kin_keys,
    marks,
    member_of,
    points,
    tell_apart,
    ties,
)  # fmt: skip
from wasl.people.linkage.identity import Identity
from wasl.people.linkage.keys import stored_keys

AZILAL, DEMNATE = "05.081.01.01", "05.081.01.03"


def dweller(given="", family="", *, phones=(), homes=(), **more):
    return Dweller((Identity(given=given, family=family, **more),), frozenset(phones), tuple(homes))


BRAHIM = dweller("Brahim", "Ait Hammou", sex="M", birth_year=1960, homes=[(AZILAL, "")], phones=["612345678"])
FATIMA = dweller("فاطمة", "أيت حمو", father="ابراهيم", mother="يطو", sex="F", birth_year=1988, homes=[(AZILAL, "")])
YOUSSEF = dweller("Youssef", "Aït Hammou", father="Brahim", mother="Itto", sex="M", birth_year=1990)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (FATIMA, YOUSSEF, [Tie.FATHER, Tie.MOTHER, Tie.FAMILY]),
        (BRAHIM, FATIMA, [Tie.PARENT, Tie.FAMILY, Tie.COMMUNE]),
        (BRAHIM, YOUSSEF, [Tie.PARENT, Tie.FAMILY]),
        (BRAHIM, dweller("Zahra", "Ouali", phones=["612345678"]), [Tie.PHONE]),
        (BRAHIM, dweller("Zahra", "Ouali", homes=[(AZILAL, "")]), [Tie.COMMUNE]),
        (BRAHIM, dweller("Zahra", "Ouali", homes=[(DEMNATE, "")]), []),
        (dweller(), dweller(), []),
    ],
)
def test_ties_are_found_across_scripts_and_either_way(one, other, expected):
    assert list(ties(one, other)) == expected == list(ties(other, one))


def test_an_address_is_its_words_and_its_commune():
    house = dweller("Aicha", "Ouali", homes=[(AZILAL, "Douar Ait Oumghar")])
    beside = dweller("Omar", "Bari", homes=[(AZILAL, "douar aït oumghar")])
    away = dweller("Omar", "Bari", homes=[(DEMNATE, "Douar Ait Oumghar")])
    assert Tie.ADDRESS in ties(house, beside) and Tie.ADDRESS not in ties(house, away)


@pytest.mark.parametrize(
    ("found", "is_suggested"),
    [
        ([Tie.FAMILY, Tie.COMMUNE], False),
        ([Tie.PHONE], False),
        ([Tie.PHONE, Tie.COMMUNE], True),
        ([Tie.FATHER, Tie.FAMILY], False),
        ([Tie.FATHER, Tie.FAMILY, Tie.COMMUNE], True),
        ([Tie.FATHER, Tie.MOTHER, Tie.FAMILY], True),
        ([Tie.PARENT, Tie.FAMILY], True),
        ([Tie.ADDRESS, Tie.FAMILY], True),
    ],
)
def test_a_common_name_in_a_commune_is_no_household(found, is_suggested):
    assert (points(found) >= SUGGESTED) is is_suggested


@pytest.mark.parametrize(
    ("elder", "child", "is_parent"),
    [
        (BRAHIM, YOUSSEF, True),
        (dweller("Brahim", "Ait Hammou", sex="M", birth_year=1985), YOUSSEF, False),
        (dweller("Brahim", "Ait Hammou", sex="F"), YOUSSEF, False),
        (dweller("Itto", "Bari", sex="F", birth_year=1965), YOUSSEF, True),
        (dweller("Brahim", "Ait Hammou", sex="M"), YOUSSEF, True),
    ],
)
def test_a_parent_is_named_of_that_sex_and_old_enough(elder, child, is_parent):
    assert (Tie.PARENT in ties(elder, child)) is is_parent


@pytest.mark.parametrize(("one", "other"), [(FATIMA, YOUSSEF), (YOUSSEF, FATIMA), (BRAHIM, FATIMA), (YOUSSEF, BRAHIM)])
def test_kin_are_found_by_the_keys_that_are_stored(one, other):
    (stored,) = (set(stored_keys(identity)) for identity in other.identities)
    commune = {key for identity in other.identities for key in stored_keys(_at(identity, other))}
    assert (stored | commune) & set(kin_keys(one))


def _at(identity, dweller_):
    return Identity(given=identity.given, family=identity.family, commune=dict(dweller_.homes) and dweller_.homes[0][0])


def test_a_family_name_in_a_city_is_asked_for_only_with_a_door():
    """Everybody of that name there would be read, and a name and a commune alone propose nobody."""
    without, with_door = (dweller("Zahra", "Alaoui", homes=[(AZILAL, rest)]) for rest in ("", "Derb 12"))
    neighbour = set(stored_keys(Identity(given="Omar", family="Alaoui", commune=AZILAL)))
    assert not set(kin_keys(without)) & neighbour
    assert set(kin_keys(with_door)) & neighbour


TWIN = Member("Hassan", "M", (5, 14), "JB123456")


@pytest.mark.parametrize(
    ("other", "standing"),
    [
        (Member("حسن", "M", (5, 14)), Standing.ONE),
        (Member("Hassan", "M", (14, 5)), Standing.ONE),
        (Member("Hassan", "M", (5, 24), ""), Standing.ONE),
        (Member("Hassane", "M", None, "JB123457"), Standing.ONE),
        (Member("Hassan", "M"), Standing.UNSURE),
        (Member("", "M", (5, 14)), Standing.UNSURE),
        (Member(), Standing.UNSURE),
        (Member("حسين", "M", (5, 14)), Standing.APART),
        (Member("Hassan", "F", (5, 14)), Standing.APART),
        (Member("Hassan", "M", (8, 2)), Standing.APART),
        (Member("Hassan", "M", (5, 14), "K998877"), Standing.APART),
    ],
)
def test_who_is_one_and_who_is_not_within_a_household(other, standing):
    assert tell_apart(TWIN, other) is standing is tell_apart(other, TWIN)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Fatima Zahra", "Fatima", True),
        ("فاطمة الزهراء", "Fatima", True),
        ("Fatima Zahra", "Fatima Khadija", False),
        ("Mohamed Amine", "Mohamed Reda", False),
        ("Salma", "Sara", False),
    ],
)
def test_half_of_a_compound_name_is_enough_two_halves_are_two_people(one, other, is_one):
    assert marks(Member(one), Member(other))[Mark.GIVEN] is is_one


def test_birth_order_tells_twins_apart():
    first, second = Member("Adam", "M", (5, 14), order=1), Member("Adam", "M", (5, 14), order=2)
    assert differing(first, second) == (Mark.ORDER,)
    assert tell_apart(first, Member("Adam", "M", (5, 14), order=1)) is Standing.ONE


def test_what_is_shared_in_a_household_never_counts():
    fields = {"father": "Brahim", "mother": "Itto", "commune": AZILAL, "phones": ("612345678",), "birth_year": 2001}
    members = [member_of(Identity(given=given, family="Ait Hammou", **fields)) for given in ("Amal", "Hiba")]
    assert tell_apart(*members) is Standing.APART
    assert set(marks(*members)) == {Mark.GIVEN}


def test_a_first_of_january_says_nothing():
    new_year = member_of(Identity(given="Amal", birth_date=date(2001, 1, 1)))
    assert marks(new_year, member_of(Identity(given="Amal", birth_date=date(2001, 7, 9)))) == {Mark.GIVEN: True}


def test_nobody_is_apart_from_herself():
    for given, sex, day, card in product(("Hiba", ""), ("F", ""), ((3, 4), None), ("K12", "")):
        member = Member(given, sex, day, card)
        assert tell_apart(member, member) is not Standing.APART

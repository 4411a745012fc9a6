from dataclasses import replace
from datetime import date

import pytest

from wasl.people.linkage.frequencies import Frequencies
from wasl.people.linkage.identity import Identity, local_digits, read_box
from wasl.people.linkage.keys import (
    asked_keys,
    budget_of,
    document_key,
    key_of,
    search_keys,
    shared,
    stored_keys,
    wide_keys,
)

FATIMA = Identity(
    given="فاطمة الزهراء",
    family="بنعلي",
    father="محمد",
    birth_date=date(1985, 3, 12),
    sex="F",
    commune="05.081.01.03",
    phones=("06 12 34 56 78",),
    documents=("AB 1234",),
)
SECRET = b"of this institution"
STORED = stored_keys(FATIMA, secret=SECRET)


def found(typed: str) -> bool:
    return shared(STORED, search_keys(read_box(typed), secret=SECRET)) > 0


@pytest.mark.parametrize(
    "typed",
    ["Fatima Benali", "ben ali fatima", "fat ben", "ben fat", "فاط بن", "fati", "benali ", "zahra ",
     "fatma 1985", "fat ben 1985", "ben 1985",
        "Fatma 1986 ", "بنعلي 1984", "0612345678", "+212 612-345-678", "٠٦١٢٣٤٥٦٧٨", "12/03/1985",
     "AB1234", "ab1234", "fatim zahra"],
)  # fmt: skip
def test_one_box_finds_her(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["Hassan", "Khadija Benali", "fatma 1975", "0612345679", "13/03/1985", "AB1235", ""])
def test_one_box_does_not_take_another_for_her(typed: str) -> None:
    assert not found(typed)


@pytest.mark.parametrize(
    "asked",
    [
        Identity(given="Benali", family="Fatima"),
        Identity(given="Fatima", father="Mohamed"),
        Identity(family="Benali", commune="05.081.01.03"),
        Identity(given="Fatema", family="El Fassi", birth_year=1985),
        Identity(birth_date=date(1985, 12, 3)),
        Identity(given="Zahra", family="Ben Ali"),
    ],
)
def test_part_of_what_is_known_is_enough(asked: Identity) -> None:
    assert shared(STORED, search_keys(asked)) > 0


def test_a_name_alone_asks_widely_and_two_names_do_not() -> None:
    alone, together = read_box("fatima "), read_box("fatima benali ")
    assert search_keys(alone) == wide_keys(alone)
    assert not set(search_keys(together)) & set(wide_keys(together))


def test_keys_fit_a_signed_bigint_and_never_change() -> None:
    assert all(0 <= key < 2**63 for key in STORED)
    assert key_of("name", "ftm") == 5782886363039920606
    assert 20 <= len(STORED) <= 50


def test_no_documents_are_keyed_without_the_secret() -> None:
    plain = stored_keys(FATIMA)
    assert document_key("AB1234", secret=SECRET) not in plain
    assert document_key("ab-1234", secret=SECRET) == document_key("AB 1234", secret=SECRET) in STORED
    assert document_key("AB1234", secret=b"another") not in STORED


def test_the_first_of_january_says_only_the_year() -> None:
    january = replace(FATIMA, birth_date=date(1985, 1, 1))
    assert january.day is None
    assert shared(stored_keys(january), search_keys(Identity(birth_date=date(1985, 1, 1)))) == 0


def test_the_box_reads_each_part() -> None:
    box = read_box("Sa3id ben ali 12/03/1985 1986 0612345678 AB123456 ")
    assert (box.given, box.birth_date, box.birth_year) == ("Sa3id ben ali", date(1985, 3, 12), 1986)
    assert (box.phones, box.documents, box.is_partial) == (("612345678",), ("AB123456",), False)


def test_an_impossible_date_in_the_box_is_no_date() -> None:
    assert read_box("31/02/1985 ali").birth_date is None


def test_three_spellings_of_one_phone() -> None:
    assert {local_digits(phone) for phone in ["0612 34 56 78", "+212612345678", "00212 6 12 34 56 78"]} == {"612345678"}


def test_a_larger_registry_is_asked_nearly_as_many_keys() -> None:
    asked = {size: asked_keys(FATIMA, Frequencies(size, {"mhmd": 0.05})) for size in (1_000_000, 5_000_000)}
    expected = {size: sum(each.share for each in keys) * size for size, keys in asked.items()}
    assert expected[5_000_000] > expected[1_000_000]
    assert all(rows <= budget_of(size) for size, rows in expected.items())
    assert len(asked[5_000_000]) > 0.8 * len(asked[1_000_000])

import pytest

from wasl.territory.rules import class_of, classes, consonants, is_code, read_code


@pytest.mark.parametrize(
    "typed",
    ["05.081.01.03", "050810103", "05 081 01 03", "05/081/01/03", "05-081-01-03", "٠٥.٠٨١.٠١.٠٣", " 05.081.01.03 "],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == "05.081.01.03"


@pytest.mark.parametrize(
    ("typed", "code"), [("05", "05"), ("05081", "05.081"), ("0508103", "05.081.03"), ("01.511.01.0", "01.511.01.0")]
)
def test_shorter_codes_and_whole_cities(typed, code):
    assert read_code(typed) == code
    assert is_code(code)


@pytest.mark.parametrize("typed", ["Azilal", "123", "05.81", "", "5.081", "Douar 12"])
def test_what_is_not_a_code_is_not_taken_for_one(typed):
    assert not is_code(read_code(typed))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Demnate", "Demnat", "دمنات"),
        ("Ait M'hamed", "Aït Mhamed", "آيت امحمد", "ايت محمد"),
        ("Azilal", "أزيلال", "ازيلال"),
        ("Khénifra", "Khnifra", "خنيفرة"),
        ("Chefchaouen", "Chefchawen", "شفشاون"),
        ("Béni Mellal", "Bni Melal", "بني ملال"),
    ],
)
def test_spellings_of_one_place_share_their_consonants(spellings):
    assert len({consonants(text) for text in spellings}) == 1


def test_five_classes_of_equal_counts():
    assert [(c.low, c.high, c.count) for c in classes(range(1, 11))] == [
        (1, 2, 2),
        (3, 4, 2),
        (5, 6, 2),
        (7, 8, 2),
        (9, 10, 2),
    ]


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([], []),
        ([None], []),
        ([3, None], [(3, 3)]),
        ([1, 1, 1, 1, 2], [(1, 1), (2, 2)]),
        ([0] * 50 + [1, 2, 3], [(0, 0), (1, 3)]),
    ],
)
def test_equal_values_are_never_parted(values, bounds):
    assert [(c.low, c.high) for c in classes(values)] == bounds


@pytest.mark.parametrize(("value", "rank"), [(1, 0), (2, 0), (3, 1), (10, 4), (None, None)])
def test_every_value_has_its_class(value, rank):
    assert class_of(value, classes(range(1, 11))) == rank


def test_no_value_is_lost_between_classes():
    values = [n * 7 % 101 for n in range(100)]
    found = classes(values)
    assert sum(c.count for c in found) == 100
    assert len(found) == 5

"""Each thing goes wrong as often as the profile says, and the truth says what went wrong where."""

import pytest

from wasl.simulation.people.misspelling import is_arabic
from wasl.simulation.people.noise import EASY, HARD, NORMAL, PROFILES

#: The noise of the evaluation contract, in hundredths, as published.
PUBLISHED = {
    "arabic": 45, "spelling": 25, "rule": 8, "typo": 3, "half": 12, "swap": 3, "article": 12, "no_date": 3,
    "year_only": 8, "year_only_old": 30, "day_month": 2, "digit": 3, "no_card": 25, "card_typo": 1.5, "no_parents": 50,
    "no_phone": 50, "other_phone": 25, "moved": 15, "husband": 6, "sex": 0.5, "several": 20,
}  # fmt: skip


def test_normal_noise_is_as_published():
    assert {name: round(getattr(NORMAL, name) * 100, 3) for name in PUBLISHED} == PUBLISHED


def test_hard_is_harder_and_easy_easier():
    for name in PUBLISHED.keys() - {"arabic", "several"}:
        assert getattr(EASY, name) < getattr(NORMAL, name) < getattr(HARD, name), name


#: Of which records, if not of all. A slip on a date needs a date; a card an age.
AMONG = {
    "no_date": lambda record, truth: not truth.is_homeless,
    "no_card": lambda record, truth: truth.age >= 16 and not truth.is_homeless,
    "no_parents": lambda record, truth: not truth.is_homeless,
    "no_phone": lambda record, truth: not truth.is_homeless,
}


@pytest.mark.parametrize("noise", PROFILES)
@pytest.mark.parametrize("name", ["spelling", "rule", "typo", "no_parents", "no_phone", "moved", "no_card", "no_date"])
def test_each_happens_as_often_as_said(registry, noise, name):
    among = [
        truth.noise.split()
        for record, truth in registry(noise)
        if AMONG.get(name, lambda *_: True)(record, truth)
    ]  # fmt: skip
    share = getattr(PROFILES[noise], name)
    found = sum(name in happened for happened in among) / len(among)
    assert abs(found - share) < 0.01 + 0.02 * share, (found, share)


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("year_only", lambda record, truth: truth.age < 60),
        ("card_typo", lambda record, truth: record.cnie),
        ("other_phone", lambda record, truth: record.phone),
        ("swap", lambda record, truth: record.family),
        ("sex", lambda record, truth: True),
        ("digit", lambda record, truth: record.birth_date and truth.age < 60),
        ("day_month", lambda record, truth: record.birth_date),
    ],
)
def test_slips_happen_among_those_who_can_make_them(registry, name, needs):
    among = [truth.noise.split() for record, truth in registry("normal") if needs(record, truth)]
    share = getattr(NORMAL, name)
    assert abs(sum(name in happened for happened in among) / len(among) - share) < 0.007, name


def test_the_old_know_their_year_more_often_than_their_day(registry):
    old = [truth for _, truth in registry("normal") if truth.age >= 60 and not truth.is_homeless]
    found = sum("year_only" in truth.noise.split() for truth in old) / len(old)
    assert abs(found - NORMAL.year_only_old) < 0.03


def test_a_year_alone_is_a_year_or_its_first_of_january(registry):
    for record, truth in registry("normal"):
        if "year_only" in truth.noise.split():
            assert len(record.birth_date) == 4 or record.birth_date.endswith("-01-01")


def test_a_record_is_in_one_script(registry):
    arabic = 0
    for record, _ in registry("normal"):
        names = [name for name in (record.given, record.family, record.father, record.mother) if name]
        assert {is_arabic(name) for name in names} == {record.script == "ar"}
        arabic += record.script == "ar"
    assert abs(arabic / 30_000 - NORMAL.arabic) < 0.01


def test_half_of_the_pairs_cross_the_scripts(registry):
    scripts: dict[int, list[str]] = {}
    for record, truth in registry("normal"):
        scripts.setdefault(truth.person_id, []).append(record.script)
    pairs = [(a, b) for found in scripts.values() for n, a in enumerate(found) for b in found[n + 1 :]]
    assert 0.46 < sum(a != b for a, b in pairs) / len(pairs) < 0.53


def test_no_name_is_empty(registry):
    assert all(record.given and record.family != "" for record, _ in registry("hard"))

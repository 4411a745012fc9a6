"""The shipped lists: complete in both languages, and no code that was ever issued has gone."""

from pathlib import Path

import pytest

from wasl import vocabulary

ISSUED = dict(
    line.split(": ", 1)
    for line in (Path(__file__).parent / "issued_codes.txt").read_text(encoding="utf-8").splitlines()
)


def test_the_lists_are_those_issued():
    assert set(vocabulary.lists()) == set(ISSUED)


@pytest.mark.parametrize("name", sorted(ISSUED))
def test_no_issued_code_disappears(name):
    assert set(ISSUED[name].split()) <= {term.code for term in vocabulary.terms(name)}


@pytest.mark.parametrize("name", sorted(ISSUED))
def test_every_term_has_both_labels(name):
    silent = {("number_qualifiers", "exact")}  # an exact figure is printed without a word
    missing = [
        term.code
        for term in vocabulary.terms(name)
        if not (term.labels.get("fr") and term.labels.get("ar")) and (name, term.code) not in silent
    ]
    assert missing == []


@pytest.mark.parametrize("name", sorted(ISSUED))
def test_arabic_labels_hold_arabic_letters(name):
    labels = [term.labels["ar"] for term in vocabulary.terms(name) if term.labels["ar"]]
    assert [text for text in labels if not any("\u0621" <= letter <= "\u064a" for letter in text)] == []


def test_labels_split_by_a_comma_in_the_source_are_whole():
    assert vocabulary.term("roles", "EDUCATOR").label("fr") == "Éducateur, éducatrice ou formateur"
    assert vocabulary.term("roles", "STATISTICIAN").label("fr") == "Planificateur, statisticien"


REFERENCES = [
    ("establishment_types", "population", "target_populations"),
    ("establishment_types", "eps_category", "eps_legal_categories"),
    ("services", "mission", "missions"),
    ("roles", "level", "confidentiality_levels"),
]


@pytest.mark.parametrize(("name", "attribute", "target"), REFERENCES)
def test_references_between_lists_exist(name, attribute, target):
    known = {term.code for term in vocabulary.terms(target)}
    used = {term.get(attribute) for term in vocabulary.terms(name)} - {None}
    assert used and used <= known


def test_units_of_roles_exist_except_partners():
    used = {unit for role in vocabulary.terms("roles") for unit in role.get("unit_types")}
    assert used - {unit.code for unit in vocabulary.terms("org_unit_types")} == {"PARTNER"}

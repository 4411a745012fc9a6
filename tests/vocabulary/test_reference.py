"""Opt-in: the shipped lists against the reference the owner keeps (a YAML file outside this repository).

Needs PyYAML: ``WASL_REFERENCE_VOCABULARY=/path/to/file.yaml pytest tests/vocabulary/test_reference.py``.
"""

import os

import pytest

from wasl import vocabulary

PATH = os.environ.get("WASL_REFERENCE_VOCABULARY")
REPAIRED = {
    ("roles", "EDUCATOR"),
    ("roles", "STATISTICIAN"),
}  # a comma cut their French label in the reference

pytestmark = pytest.mark.skipif(
    not PATH, reason="not compared with the reference: WASL_REFERENCE_VOCABULARY does not name the file"
)


@pytest.fixture(scope="module")
def reference():
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed: the reference cannot be read")
    with open(PATH, encoding="utf-8") as file:
        return {name: body["items"] for name, body in yaml.safe_load(file).items() if "items" in body}


def test_same_lists_and_codes(reference):
    theirs = {name: [row.get("code") or row["key"] for row in rows] for name, rows in reference.items()}
    assert {name: [term.code for term in vocabulary.terms(name)] for name in vocabulary.lists()} == theirs


def test_same_labels_and_aliases(reference):
    differing = [
        (name, code)
        for name, rows in reference.items()
        for row in rows
        if (code := row.get("code") or row["key"]) and _theirs(row) != _ours(vocabulary.term(name, code))
    ]
    assert set(differing) == REPAIRED


def _theirs(row):
    aliases = (*row.get("aliases_fr", ()), *row.get("aliases_ar", ()))
    return row["fr"], row["ar"], row.get("zgh"), aliases, row.get("sensitive", False)


def _ours(term):
    return term.labels["fr"], term.labels["ar"], term.labels.get("zgh"), term.aliases, term.sensitive

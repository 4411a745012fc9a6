"""The table of the access right against sentences written again from the law and the institution's own rules."""

from itertools import product

import pytest

from wasl.rights.rules.access import LIMITS, AccessFault, AskerKind, Part, fault_of_asking, may_obtain
from wasl.rights.rules.mentions import is_named_in

EVERY_CASE = list(product(AskerKind, range(5), (False, True), (False, True), (False, True)))


def said(kind, level, is_protected, names_asker, is_agent_named):
    """One sentence a line."""
    if level == 4 and not (kind == "SELF" and is_agent_named):
        return False  # an N4 file: to herself alone, by an agent named on it
    if kind == "SELF":
        return True
    if is_protected:
        return False  # to everybody else a protected person is nobody
    if names_asker:
        return False  # a file that names the asker is never handed to the asker
    return level <= {"GUARDIAN": 3, "LAWYER": 3, "SPOUSE": 2, "HEAD": 2}[kind]


@pytest.mark.parametrize("case", EVERY_CASE, ids=str)
def test_the_table_says_what_the_sentences_say(case):
    kind, level, is_protected, names_asker, is_agent_named = case
    given = may_obtain(
        kind, level=level, is_protected=is_protected, names_asker=names_asker, is_agent_named=is_agent_named
    )
    assert given is said(*case)


def test_every_case_is_there():
    assert len(EVERY_CASE) == 5 * 5 * 8
    assert set(LIMITS) == set(AskerKind)


@pytest.mark.parametrize("kind", [kind for kind in AskerKind if kind is not AskerKind.SELF])
def test_nobody_else_learns_where_she_is_nor_what_she_said(kind):
    assert not LIMITS[kind].parts & {Part.CONTACT, Part.WORDS, Part.READINGS}


ASKED = {"sought": "Fatima", "asker_name": "Brahim", "paper": "CNIE", "signs": "551", "has_proof": True}


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("SELF", {}, None),
        ("SELF", {"has_proof": False}, None),
        ("SELF", {"paper": "TEMOIN", "signs": ""}, None),
        ("SELF", {"paper": "AUCUN"}, AccessFault.NO_IDENTITY),
        ("LAWYER", {"paper": "TEMOIN"}, AccessFault.NO_IDENTITY),
        ("SPOUSE", {"signs": " "}, AccessFault.NO_IDENTITY),
        ("SPOUSE", {"has_proof": False}, AccessFault.NO_PROOF),
        ("HEAD", {"sought": " "}, AccessFault.NO_NAME),
        ("HEAD", {"asker_name": ""}, AccessFault.NO_ASKER),
    ],
)
def test_who_asks_is_seen_first(kind, change, fault):
    assert fault_of_asking(AskerKind(kind), **ASKED | change) == fault


@pytest.mark.parametrize(
    ("text", "name", "is_named"),
    [
        ("Son mari Brahim la menace.", "Brahim Ait Ouali", True),
        ("زوجها إبراهيم يهددها", "Brahim", True),
        ("Elle vient pour une chaise roulante.", "Brahim", False),
        ("", "Brahim", False),
        ("Brahim", "", False),
    ],
)
def test_a_name_is_heard_in_either_script(text, name, is_named):
    assert is_named_in(text, name) is is_named

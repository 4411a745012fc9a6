"""Every life cycle has a test that tries illegal steps too: a new table of transitions without a line here fails."""

import ast
import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import wasl

ROOT = Path(__file__).resolve().parents[2]
MACHINE = "tests/assistance/test_lives.py::test_no_row_ever_goes_where_its_table_does_not_lead"
#: Table of transitions -> the machine, or the test of every step from every state.
HELD = {
    "assistance.rules.appointments.NEXT_APPOINTMENT": MACHINE,
    "assistance.rules.cases.NEXT_CASE": MACHINE,
    "assistance.rules.complaints.NEXT_COMPLAINT": (
        "tests/assistance/test_complaint_rules.py::test_no_step_beside_the_table"
    ),
    "assistance.rules.followups.NEXT_FOLLOW_UP": MACHINE,
    "assistance.rules.orientations.NEXT_ORIENTATION": (
        "tests/assistance/test_orientation_machine.py::test_no_orientation_is_ever_without_an_owner_and_a_clock"
    ),
    "assistance.rules.plans.NEXT_PLAN": MACHINE,
    "assistance.rules.receptions.NEXT_RECEPTION": MACHINE,
    "assistance.rules.requests.NEXT": MACHINE,
    "assistance.rules.signals.NEXT_SIGNAL": MACHINE,
    "assistance.rules.steps.NEXT_TASK": MACHINE,
    "assistance.rules.transfers.NEXT_TRANSFER": MACHINE,
    "documents.rules.letters.NEXT": "tests/documents/test_letter_rules.py::LifeOfALetter",
    "facts.rules.declaring.NEXT": "tests/facts/test_declaring.py::test_only_what_was_submitted_is_approved",
    "messages.rules.NEXT_MESSAGE": (
        "tests/messages/test_commands.py::test_what_is_said_of_a_message_goes_where_its_table_leads"
    ),
    "people.rules.consents.NEXT": "tests/rights/test_consents.py::test_only_a_new_answer_is_taken",
    "people.rules.lists.NEXT": "tests/people/lists/test_states.py::test_a_list_goes_where_its_table_leads",
    "watch.rules.alerts.NEXT": (
        "tests/watch/test_desk_rules.py::test_a_step_is_taken_where_the_table_says_and_with_what_it_needs"
    ),
    "watch.rules.dispatches.NEXT_DISPATCH": (
        "tests/watch/test_field_signal_rules.py::test_an_answer_is_one_of_its_table"
    ),
    "watch.rules.field_signals.NEXT_SIGNAL": (
        "tests/watch/test_field_signal_rules.py::test_the_life_of_a_signal_is_its_table"
    ),
    "watch.rules.outreach.NEXT_PROPOSAL": "tests/watch/test_score_rules.py::test_the_life_of_a_proposal_is_its_table",
    "watch.rules.rounds.NEXT_ROUND": "tests/watch/test_rounds.py::test_a_round_is_closed_and_opened_again",
    "watch.rules.rounds.NEXT_STOP": "tests/watch/test_round_rules.py::test_the_life_of_a_stop_is_its_table",
}


def found() -> set[str]:
    """Every constant NEXT… of a room's rules, where it is first said."""
    tables = {}
    for one in pkgutil.walk_packages(wasl.__path__, "wasl."):
        if ".rules" not in one.name:
            continue
        for name, value in vars(importlib.import_module(one.name)).items():
            if name.startswith("NEXT") and isinstance(value, Mapping):
                # A package shows its parts' tables again: the longest name is where it is written.
                tables[id(value)] = max(tables.get(id(value), ""), f"{one.name}.{name}".removeprefix("wasl."), key=len)
    return set(tables.values())


def test_every_table_of_transitions_has_its_test():
    assert found() == set(HELD)


@pytest.mark.parametrize("where", sorted(set(HELD.values())))
def test_the_test_is_there(where):
    path, name = where.split("::")
    tree = ast.parse((ROOT / path).read_text())
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}

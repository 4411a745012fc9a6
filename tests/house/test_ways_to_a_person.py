"""Every way of making a registration is listed here with how the search before create stands in it; a new one that is
not fails."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src" / "wasl"

#: Function → where the search stands. `register_person` itself searches, and refuses what was not answered.
WAYS = {
    "people/commands/registering.py:_insert": "only register_person calls it, after searching",
    "people/bulk.py:write_registrations": "searches nothing: each caller below says who did",
    "people/commands/lists/writing.py:write_taken": "lists: each row was searched and answered in the dry run",
    "simulation/figures_persons.py:load": "simulated people only, of whom the truth is known",
    "simulation/day.py:new_person": "register_person, as a desk would",
    "web/people/views/registering.py:_register": "register_person: the form",
    "assistance/commands/signals.py:_unknown": "register_person: a child nobody can name yet, and said to be so",
    "web/assistance/choosing.py:registration_chosen": "register_person: the reception",
}
MAKERS = {"register_person", "write_registrations"}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_a_way(function: ast.FunctionDef) -> bool:
    """Calls one of the makers, or makes a row of the table itself: by the model, or by SQL."""
    source = ast.unparse(function)
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    by_name = any(called(node) in MAKERS for node in calls)
    by_row = re.search(r"\brows = Registration\.objects.*\brows\.(bulk_)?create\(", source.replace("\n", " "))
    by_model = re.search(r"\bRegistration\.objects\.[^\n]*create\(", source)
    by_sql = re.search(r"INTO people_registration\b[ (]|\w+\('people_registration', ", source)
    return by_name or bool(by_row or by_model or by_sql)


def ways() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and is_a_way(node):
                found.add(f"{path.relative_to(ROOT)}:{node.name}")
    return found


def test_every_way_to_a_person_is_listed() -> None:
    assert ways() == set(WAYS)


def test_a_new_way_would_be_seen() -> None:
    (sly,) = ast.parse("def sly(actor):\n    Registration.objects.visible_to(actor, 1).create(pk=1)").body
    (bare,) = ast.parse("def bare(c):\n    c.execute('INSERT INTO people_registration (id) VALUES (1)')").body
    (calm,) = ast.parse("def calm(actor):\n    Person.objects.create()").body
    seen = [is_a_way(each) for each in (sly, bare, calm) if isinstance(each, ast.FunctionDef)]
    assert seen == [True, True, False]

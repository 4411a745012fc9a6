"""Words for codes have one shape in every room: a table at the head of a module, annotated as such."""

import ast
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "wasl" / "web"
LAZY = {"gettext_lazy", "pgettext_lazy"}


def lazy_names(tree):
    """What the module calls the functions that translate when shown."""
    return {
        name.asname or name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in LAZY
    }


def tables(tree):
    """(name, annotation) of each table whose every value is a text to translate."""
    lazy = lazy_names(tree)
    for node in tree.body:
        value = getattr(node, "value", None)
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(value, ast.Dict) or not value.values:
            continue
        if all(isinstance(one, ast.Call) and getattr(one.func, "id", "") in lazy for one in value.values):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield target.id, ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""


FILES = [path for path in sorted(WEB.rglob("*.py")) if any(tables(ast.parse(path.read_text())))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_table_of_words_is_called_so(path):
    assert [name for name, annotation in tables(ast.parse(path.read_text())) if annotation != "Words"] == []


def test_there_are_tables_and_another_shape_is_seen():
    tree = ast.parse("from django.utils.translation import gettext_lazy as _\nA = {1: _('a')}\nB: Words = {1: _('b')}")
    assert len(FILES) > 20 and dict(tables(tree)) == {"A": "", "B": "Words"}

"""Words for codes have two shapes in every room: a table at the head of a module, annotated as `Words`, or as `Signs`
where each stands with the kind of its badge."""

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


def is_text(node, lazy):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in lazy


def is_sign(node, lazy):
    is_pair = isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant)
    return is_pair and is_text(node.elts[1], lazy)


def tables(tree):
    """(name, annotation, the one it should have) of each table of texts to translate."""
    lazy = lazy_names(tree)
    for node in tree.body:
        value = getattr(node, "value", None)
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(value, ast.Dict) or not value.values:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
        for shape, fits in (("Words", is_text), ("Signs", is_sign)):
            if all(fits(one, lazy) for one in value.values):
                yield target.id, annotation, shape


FILES = [path for path in sorted(WEB.rglob("*.py")) if any(tables(ast.parse(path.read_text())))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_table_of_words_is_called_so(path):
    assert [name for name, annotation, shape in tables(ast.parse(path.read_text())) if annotation != shape] == []


def test_there_are_tables_and_another_shape_is_seen():
    head = "from django.utils.translation import gettext_lazy as _\n"
    tree = ast.parse(head + "A = {1: _('a')}\nB: Words = {1: _('b')}\nC = {1: ('due', _('c'))}")
    assert len(FILES) > 20
    assert list(tables(tree)) == [("A", "", "Words"), ("B", "Words", "Words"), ("C", "", "Signs")]

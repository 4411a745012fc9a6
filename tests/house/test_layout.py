"""The house keeps itself: size of files, names of modules, what the project says of itself."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "wasl"
SOURCES = sorted(
    path
    for folder in ("src", "tests", "scripts", "bench", "front")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".js", ".css", ".html", ".mjs", ".typ"} and "vendor" not in path.parts
)
LONGEST = 400
DRAWERS = {"utils", "util", "helpers", "services", "managers", "misc", "common", "tools"}


def test_no_file_is_longer_than_a_reader_can_hold():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert too_long == {}


def test_no_drawer_module():
    assert [path for path in SOURCES if path.stem in DRAWERS or path.parent.name in DRAWERS] == []


def test_no_room_saves_by_override_or_listens_to_signals():
    faults = []
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text()
        if re.search(r"^    def save\(self", text, re.MULTILINE) or "django.db.models.signals" in text:
            faults.append(str(path.relative_to(ROOT)))
    assert faults == []


def test_no_form_is_made_from_a_model():
    assert [path for path in PACKAGE.rglob("*.py") if "ModelForm" in path.read_text()] == []


def direct_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [re.split(r"[\[<>=! ]", line)[0] for line in project["dependencies"]]


def test_at_most_35_direct_dependencies_each_justified_by_one_line():
    text = (ROOT / "docs" / "dependencies.md").read_text()
    named = direct_dependencies()
    assert len(named) <= 35
    assert [name for name in named if not re.search(rf"^\| *`?{re.escape(name)}", text, re.MULTILINE)] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-bootstrap.lock"])
def test_locks_name_no_host_and_hash_everything(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE | re.IGNORECASE)
    assert packages and text.count("--hash=sha256:") >= len(packages)


def test_the_front_end_lock_says_no_address():
    text = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in text and '"integrity"' in text


def command_functions():
    """(file, function) of every module of commands in the rooms; the program's own subcommands are not rooms'."""
    for place in PACKAGE.glob("*/commands*"):
        if place.parent.name == "config":
            continue
        for path in [place] if place.is_file() else place.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    yield path.relative_to(ROOT), node


def reads_clock(node):
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"localdate", "today", "utcnow", "now"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"date", "datetime", "timezone"}
    )


def test_commands_never_read_the_clock():
    """The clock is passed in, so that a replay, a test and a nightly job all say when."""
    assert [
        f"{path}: {function.name}"
        for path, function in command_functions()
        if any(reads_clock(node) for node in ast.walk(function))
    ] == []


def test_commands_take_keywords_only():
    atomic = [
        (path, function)
        for path, function in command_functions()
        if any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)
    ]
    assert len(atomic) > 10
    assert [f"{path}: {function.name}" for path, function in atomic if function.args.args] == []


def test_every_adr_is_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers)) and all(number.isdigit() for number in numbers)

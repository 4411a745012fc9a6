"""The guide names every setting and every word of the command, in its three languages, and nothing else."""

import re
from pathlib import Path

import pytest
from tests.server import PACKAGE, ROOT

from wasl.config.command import WORDS

GUIDES = sorted((ROOT / "docs" / "guide").glob("administration*.md"))
#: What Wasl's own processes tell one another.
INSIDE = {"WASL_INSIDE", "WASL_OWN_DATABASE", "WASL_PROCESS"}


def settings_read() -> set[str]:
    text = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    return set(re.findall(r"\"(WASL_[A-Z_]+|PGBIN|DATABASE_URL)\"", text)) - INSIDE


def test_there_are_three_languages() -> None:
    assert [path.name for path in GUIDES] == ["administration.ar.md", "administration.fr.md", "administration.md"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_setting_is_explained_and_no_other(guide: Path) -> None:
    named = set(re.findall(r"`(WASL_[A-Z_]+|PGBIN|DATABASE_URL)`", guide.read_text()))
    assert settings_read() - named == set()
    assert named - settings_read() - {"WASL_PYTHON"} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_word_is_explained(guide: Path) -> None:
    text = guide.read_text()
    missing = [word for word in WORDS if f"wasl {word}" not in text and word not in {"demo", "report"}]
    assert missing == []


def test_the_three_explain_the_same_things() -> None:
    shapes = [re.findall(r"`([^`]+)`", path.read_text()) for path in GUIDES]
    commands = [{code for code in shape if code.startswith("wasl ")} for shape in shapes]
    plain = [{re.sub("FICHIER", "FILE", code) for code in found} for found in commands]
    assert plain[0] == plain[1] == plain[2]

"""The rules of the browser give what the Python gives, on one shared table."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.server import ROOT

from wasl.people.linkage.likeness import is_one_name
from wasl.people.linkage.names import canonical_name, fine_form, skeleton
from wasl.people.linkage.tables import browser_tables

HERE = Path(__file__).parent
VECTORS = [line.split("\t") for line in (HERE / "vectors.tsv").read_text(encoding="utf-8").splitlines()]
LIKENESS = [line.split("\t") for line in (HERE / "likeness.tsv").read_text(encoding="utf-8").splitlines()]
SCRIPT = """
import { readFileSync } from "node:fs";
const [names, tables, asked] = process.argv.slice(2);
const { normaliser } = await import(names);
const rules = normaliser(JSON.parse(readFileSync(tables, "utf8")));
const { single, paired } = JSON.parse(readFileSync(asked, "utf8"));
process.stdout.write(JSON.stringify({
  single: single.map((name) => [name, rules.skeleton(name), rules.fineForm(name), rules.canonicalName(name)]),
  paired: paired.map(([one, other]) => [one, other, String(Number(rules.isOneName(one, other)))]),
}));
"""


def test_the_table_is_long_enough() -> None:
    assert len(VECTORS) >= 1_500
    assert {row[2] for row in LIKENESS} == {"0", "1"}


def test_the_python_rules_give_the_table() -> None:
    said = [[name, skeleton(name), fine_form(name), canonical_name(name)] for name, *_ in VECTORS]
    assert said == VECTORS
    assert [[one, other, str(int(is_one_name(one, other)))] for one, other, _ in LIKENESS] == LIKENESS


@pytest.fixture
def node() -> str:
    found = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}") or shutil.which("node")
    assert found, "scripts/build-front needs node, and so does this test"
    return found


def test_the_browser_gives_the_table(node: str, tmp_path: Path) -> None:
    asked = {"single": [row[0] for row in VECTORS], "paired": [row[:2] for row in LIKENESS]}
    for name, values in (("tables.json", browser_tables()), ("asked.json", asked)):
        (tmp_path / name).write_text(json.dumps(values), encoding="utf-8")
    # A copy under a name that every Node reads as a module.
    (tmp_path / "names.mjs").write_bytes((ROOT / "front" / "js" / "names.js").read_bytes())
    (tmp_path / "run.mjs").write_text(SCRIPT)
    argv = [node, "run.mjs", "./names.mjs", "tables.json", "asked.json"]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    said = json.loads(done.stdout)
    assert [row for row, right in zip(said["single"], VECTORS, strict=True) if row != right] == []
    assert [row for row, right in zip(said["paired"], LIKENESS, strict=True) if row != right] == []

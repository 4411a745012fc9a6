"""The sheets: logical properties only, nothing younger than the browser floor, every class of a template known."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Pages for people without an account are light: what their folder's page extends names a sheet of their own.
LIGHT = {path.stem: path for path in (ROOT / "src" / "wasl" / "web" / "static").glob("*.css")}
OWN = sorted([*(ROOT / "front" / "css").glob("*.css"), *LIGHT.values()])
BUILT = [ROOT / "src" / "wasl" / "web" / "static" / "vendor" / name for name in ("wasl.css", "wasl.rtl.css")]
TEMPLATES = sorted((ROOT / "src" / "wasl").rglob("*.html"))
SIDED = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right)|left|right)\s*:|float\s*:\s*(left|right)|text-align\s*:\s*left|border-(top|bottom)-(left|right)-radius"
)
YOUNG = re.compile(r"color-mix\(|light-dark\(|oklch\(|@starting-style|::details-content|interpolate-size|anchor\(")
NAMED = re.compile(r"{% static '(\w+)\.css' %}")
CLASS = re.compile(r'\bclass="([^"]*)"')


@pytest.mark.parametrize("sheet", OWN, ids=lambda path: path.name)
def test_our_sheets_know_no_left_and_no_right(sheet):
    assert SIDED.findall(sheet.read_text()) == []


@pytest.mark.parametrize("sheet", BUILT, ids=lambda path: path.name)
def test_the_browser_floor_understands_the_built_sheet(sheet):
    assert YOUNG.findall(sheet.read_text()) == []


def test_every_variable_of_the_sheet_has_a_value():
    text = BUILT[0].read_text()
    given = set(re.findall(r"(--[\w-]+)\s*:", text))
    asked = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert {name for name in asked - given if not name.startswith("--tblr-")} == set()


def _extended(text):
    for name in re.findall(r'{% extends "([\w/]+\.html)" %}', text):
        yield (ROOT / "src" / "wasl" / "web" / "templates" / name).read_text()


def known_classes(template):
    texts = [template.read_text(), *(each.read_text() for each in template.parent.glob("page.html"))]
    named = {name for text in texts for name in NAMED.findall(text + "".join(_extended(text)))}
    sheet = next((LIGHT[name] for name in sorted(named & LIGHT.keys())), BUILT[0])
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", sheet.read_text()))


def used_classes(text):
    for names in CLASS.findall(re.sub(r"{#.*?#}|{%.*?%}", " ", text)):
        # What is made of a variable ("message-{{ level }}") is left out.
        yield from re.sub(r"[\w-]*{{.*?}}[\w-]*", " ", names).split()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "src" / "wasl")))
def test_a_template_uses_known_classes(template):
    assert set(used_classes(template.read_text())) - known_classes(template) == set()


def test_the_lock_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert all(not {"resolved", "funding"} & set(package) for package in lock["packages"].values())
    assert all("integrity" in package for path, package in lock["packages"].items() if path)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "src" / "wasl")))
def test_no_heading_of_a_table_is_empty(template):
    assert re.findall(r"<th[^>]*></th>", template.read_text()) == []

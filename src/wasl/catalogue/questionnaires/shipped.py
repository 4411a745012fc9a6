"""The questionnaires that come with the program: one TOML file each.

A file says `scales` once and names them in its questions; what is stored has the options in full, so that a version
stands by itself.
"""

import tomllib
from importlib import resources
from typing import Any

from wasl.catalogue.questionnaires.rules import form_of

_COLUMNS = ("code", "fr", "ar", "points")


def shipped() -> list[dict[str, Any]]:
    """Columns of each questionnaire, in the order of their names."""
    folder = resources.files("wasl.catalogue.questionnaires") / "data"
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return [_row(tomllib.loads(one.read_text(encoding="utf-8"))) for one in files]


def _row(given: dict[str, Any]) -> dict[str, Any]:
    scales = {name: [_option(one) for one in options] for name, options in given.get("scales", {}).items()}
    content = {
        "source": given.get("source", {}),
        "parts": [_part(one, scales) for one in given["parts"]],
        "bands": given.get("bands", []),
        "findings": [_finding(one) for one in given.get("findings", [])],
    }
    form_of(content)
    return {
        "code": given["code"], "label_fr": given["fr"], "label_ar": given["ar"], "rank": given["rank"],
        "least_age": given.get("least_age", 0), "most_age": given.get("most_age"), "use": given["use"],
        "content": content,
    }  # fmt: skip


def _option(given: list[Any]) -> dict[str, Any]:
    return dict(zip(_COLUMNS, given, strict=False))


def _part(given: dict[str, Any], scales: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return given | {"questions": [_question(one, scales) for one in given["questions"]]}


def _question(given: dict[str, Any], scales: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    full = {name: value for name, value in given.items() if name not in {"scale", "options", "points", "shown_if"}}
    options = scales[given["scale"]] if "scale" in given else [_option(one) for one in given.get("options", [])]
    if options:
        points = given.get("points", {})
        full["options"] = [one | {"points": points.get(one["code"], one.get("points", 0))} for one in options]
    if "shown_if" in given:
        full["shown_if"] = _conditions(given["shown_if"])
    return full


def _finding(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"any_of": _conditions(given.get("any_of", {}))}


def _conditions(given: dict[str, list[str]]) -> list[dict[str, Any]]:
    return [{"question": question, "one_of": one_of} for question, one_of in given.items()]

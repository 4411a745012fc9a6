"""A version of a circuit as JSON: a run keeps the one it began under, whatever becomes of the file."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from wasl.assistance.rules.circuits.shape import (
    Choice,
    Circuit,
    Clock,
    Field,
    Kind,
    Measure,
    Route,
    Said,
    Since,
    Step,
)
from wasl.core.bilingual import Bilingual


def encoded(circuit: Circuit) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(circuit)))  # type: ignore[no-any-return]


def digest_of(circuit: Circuit) -> str:
    """16 hexadecimal digits that change with the slightest word."""
    text = json.dumps(encoded(circuit), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decoded(content: dict[str, Any]) -> Circuit:
    """The circuit again; what a later program added to the shape takes its default."""
    steps = tuple(_step(one) for one in content["steps"])
    whole: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in content.items()}
    return Circuit(**whole | {"label": Bilingual(**content["label"]), "steps": steps})


def _step(one: dict[str, Any]) -> Step:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
    made: dict[str, Any] = {
        "label": Bilingual(**one["label"]),
        "purpose": Bilingual(**one["purpose"]),
        "route": Route(one["route"]),
        "when": tuple(_said(each) for each in one["when"]),
        "clock": _clock(one["clock"]),
        "repeats": _clock(one["repeats"]),
        "stops": _said(one["stops"]) if one["stops"] else None,
        "records": tuple(_field(each) for each in one["records"]),
    }
    return Step(**plain | made)


def _said(one: dict[str, Any]) -> Said:
    return Said(one["step"], one["field"], tuple(one["values"]))


def _clock(one: dict[str, Any] | None) -> Clock | None:
    if one is None:
        return None
    day_of = one.get("day_of")
    return Clock(one["parameter"], Measure(one["measure"]), Since(one["since"]), tuple(day_of) if day_of else None)


def _field(one: dict[str, Any]) -> Field:
    return Field(
        name=one["name"],
        label=Bilingual(**one["label"]),
        kind=Kind(one["kind"]),
        choices=tuple(Choice(each["code"], Bilingual(**each["label"])) for each in one["choices"]),
        is_required=one["is_required"],
        help=Bilingual(**one["help"]) if one["help"] else None,
        only_if=_said(one["only_if"]) if one["only_if"] else None,
        counted=_clock(one.get("counted")),
        is_whole=one.get("is_whole", False),
        is_request=one.get("is_request", False),
        by_form=tuple((key, value) for key, value in one.get("by_form", ())),
    )

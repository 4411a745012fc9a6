"""What was published of the network, and how the rest of the demo is drawn."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def plan() -> dict[str, Any]:
    return tomllib.loads((resources.files("wasl.simulation") / "data" / "structure.toml").read_text(encoding="utf-8"))


def delegation_code(province_code: str) -> str:
    """ "05.081" gives "D081", "06.141.01.10" gives "D14110"."""
    parts = province_code.split(".")
    return f"D{parts[1]}{parts[3] if len(parts) > 2 else ''}"

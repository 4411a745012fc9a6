"""Reads a list of name pairs that others published; the list itself is not part of the project."""

import csv
from pathlib import Path


def independent(path: Path) -> list[dict[str, str]]:
    """Rows whose Latin spelling was seen in use, not made by a rule."""
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["source"] != "rule"]

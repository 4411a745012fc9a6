"""Reads a list of name pairs that others published; the list itself is not part of the project."""

import csv
from hashlib import md5
from itertools import combinations
from pathlib import Path

from wasl.core.folding import search_key
from wasl.people.linkage.likeness import joined_skeleton


def independent(path: Path) -> list[dict[str, str]]:
    """Rows whose Latin spelling was seen in use, not made by a rule."""
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["source"] != "rule"]


def half(arabic: str) -> int:
    """0: the half whose misses were read while the rules were written; 1: held out. By name, not by row."""
    return md5(search_key(arabic).encode(), usedforsecurity=False).digest()[0] & 1


def confusable(path: Path) -> list[tuple[str, str]]:
    """Pairs of different Arabic names (more apart than by spelling) that have one skeleton."""
    names = {_bare(row["arabic"]): row["arabic"] for row in independent(path)}
    alike: dict[str, list[str]] = {}
    for name in names.values():
        alike.setdefault(joined_skeleton(name), []).append(name)
    return [pair for group in alike.values() for pair in combinations(group, 2)]


def _bare(arabic: str) -> str:
    folded = search_key(arabic).replace(" ", "")
    return folded.removeprefix("ال") if len(folded) > 4 else folded

"""Compares two names, in Arabic or in Latin letters, letter by letter; or every line of a CSV file of pairs.

The file has the columns kind (first or last), left and right; the file written has the same lines with key_left,
key_right (the consonants both scripts write), equal (whether the two are spellings of one name) and distance (edits
from one key to the other). No database is read.
"""

import csv
import io
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from wasl.config.launcher.errors import CannotStart
from wasl.people.linkage.explain import Explanation, Letters, WordPair, explain
from wasl.people.linkage.likeness import Likeness, edit_distance, is_one_name, joined_skeleton

SUMMARY = "compare two names in either script, or a file of pairs"
COLUMNS, KINDS = ("kind", "left", "right"), ("first", "last")
ADDED = ("key_left", "key_right", "equal", "distance")
PHRASES = {
    "en": {
        "one": "Yes: two spellings of one name.",
        "two": "No: two names.",
        "edits": "{count} edit(s) between the two keys.",
        "nothing": "nothing",
        "known": "known as {name}",
        Likeness.SAME: "written alike",
        Likeness.OTHER_SCRIPT: "the same letters in both scripts",
        Likeness.OTHER_SPELLING: "the same letters, spelt otherwise",
        Likeness.NEAR: "nearly the same letters, or other vowels",
        Likeness.DIFFERS: "different names",
    },
    "fr": {
        "one": "Oui : deux graphies d'un même nom.",
        "two": "Non : deux noms.",
        "edits": "{count} modification(s) d'une clé à l'autre.",
        "nothing": "rien",
        "known": "connu comme {name}",
        Likeness.SAME: "écrits de même",
        Likeness.OTHER_SCRIPT: "les mêmes lettres dans les deux écritures",
        Likeness.OTHER_SPELLING: "les mêmes lettres, autre graphie",
        Likeness.NEAR: "presque les mêmes lettres, ou d'autres voyelles",
        Likeness.DIFFERS: "deux noms différents",
    },
    "ar": {
        "one": "نعم: كتابتان لاسم واحد.",
        "two": "لا: اسمان مختلفان.",
        "edits": "عدد التعديلات بين المفتاحين: {count}.",
        "nothing": "لا شيء",
        "known": "معروف باسم {name}",
        Likeness.SAME: "مكتوبان بالطريقة نفسها",
        Likeness.OTHER_SCRIPT: "الحروف نفسها في الكتابتين",
        Likeness.OTHER_SPELLING: "الحروف نفسها بإملاء آخر",
        Likeness.NEAR: "الحروف نفسها تقريبا، أو حركات أخرى",
        Likeness.DIFFERS: "اسمان مختلفان",
    },
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="two given names, or two family names")
    parser.add_argument("--lang", choices=tuple(PHRASES), default="en", help="language of the explanation")
    parser.add_argument("--file", type=Path, metavar="PAIRS", help="CSV with the columns kind, left, right")
    parser.add_argument("--out", type=Path, metavar="KEYS", help="CSV to write")


def run(given: Namespace) -> int:
    if given.file or given.out:
        if given.names or not (given.file and given.out):
            raise CannotStart("Give --file and --out together, without names.")
        return write_keys(given.file, given.out)
    if len(given.names) != 2:
        raise CannotStart("Give two names, or --file PAIRS.csv --out KEYS.csv.")
    print("\n".join(_lines(explain(*given.names), given.names, given.lang)))
    return 0


def _lines(found: Explanation, names: list[str], language: str) -> Iterator[str]:
    say = PHRASES[language]
    yield f"{names[0]}\t{found.key_left or say['nothing']}"
    yield f"{names[1]}\t{found.key_right or say['nothing']}"
    for pair in found.pairs:
        yield from _pair_lines(pair, language)
    yield say["one"] if found.is_one else say["two"]
    yield say["edits"].format(count=found.distance)


def _pair_lines(pair: WordPair, language: str) -> Iterator[str]:
    say = PHRASES[language]
    for side in (pair.left, pair.right):
        yield "  " + (_letters_line(side, language) if side else say["nothing"])
    letters = " ".join(f"{one or '–'}{'=' if one == other else '≠'}{other or '–'}" for one, other in pair.aligned)
    yield f"  {letters}: {say[pair.likeness]}"


def _letters_line(side: Letters, language: str) -> str:
    letters = " ".join(f"{typed}={heard or '–'}" for typed, heard in side.heard)
    return letters + (f" ({PHRASES[language]['known'].format(name=side.known)})" if side.known else "")


def write_keys(source: Path, target: Path) -> int:
    """Reads the whole file before it writes, so that a bad line leaves nothing half written."""
    fields, rows = _read(source)
    try:
        with target.open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, [*fields, *(name for name in ADDED if name not in fields)])
            out.writeheader()
            out.writerows(row | _keys(row["left"], row["right"]) for row in rows)
    except OSError as fault:
        raise CannotStart(f"Cannot write {target}: {fault.strerror}.") from None
    print(f"{len(rows)} pairs compared, written to {target}.", file=sys.stderr)
    return 0


def _keys(left: str, right: str) -> dict[str, str]:
    one, other = joined_skeleton(left), joined_skeleton(right)
    values = one, other, str(is_one_name(left, right)).lower(), str(edit_distance(one, other))
    return dict(zip(ADDED, values, strict=True))


def _read(source: Path) -> tuple[list[str], list[dict[str, str]]]:
    text = _text(source)
    first = text.lstrip().splitlines()[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    try:
        fields = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = fields
        if missing := [name for name in COLUMNS if name not in fields]:
            raise CannotStart(f"{source} has no column {missing[0]}: kind, left and right are needed.")
        return fields, [_checked(row, reader.line_num, source) for row in reader]
    except csv.Error as fault:
        raise CannotStart(f"{source}, line {reader.line_num}: not a line of CSV ({fault}).") from None


def _text(source: Path) -> str:
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise CannotStart(f"Cannot read {source}: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise CannotStart(f"{source} is not in UTF-8: save it as CSV UTF-8.") from None
    if not text.strip():
        raise CannotStart(f"{source} is empty.")
    return text


def _checked(row: dict[str, str], line: int, source: Path) -> dict[str, str]:
    if None in row or None in row.values():
        raise CannotStart(f"{source}, line {line}: the number of cells is not that of the header.")
    if row["kind"].strip() not in KINDS:
        raise CannotStart(f"{source}, line {line}: unknown kind {row['kind']!r}: first or last.")
    return row

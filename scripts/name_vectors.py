"""Writes tests/people/linkage/vectors.tsv and likeness.tsv, which hold the Python and the browser's rules together.

Run it after a change of the rules that is meant, and read the difference before committing it.
"""

from itertools import islice, pairwise
from pathlib import Path

from tests.people.linkage import pairs

from wasl.people.linkage.known import KNOWN, SERVANT_OF
from wasl.people.linkage.letters import is_arabic
from wasl.people.linkage.likeness import is_one_name
from wasl.people.linkage.names import canonical_name, fine_form, skeleton

HERE = Path(__file__).resolve().parent.parent / "tests" / "people" / "linkage"
TABLES = (pairs.ACROSS, pairs.WITHIN, pairs.APART, pairs.HEARD_APART, pairs.HEARD_ALIKE)
ODD = (
    """
... | ⵎⵓⵃⴰ | 王 | Straße | Mo7amed | Sa3id | م‏ح | Haj | El | Ben | عبد | ٣ | 2024 | O'Hara | Ñuñez | Fatima Aït El Haj
Moulay Ahmed Ben Haj Ali | Nour El Houda | سيدي محمد بن الحاج علي | Ali Bou Lhaj Said | Ait El Haj Ali | Zahra Lalla
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)


def dressed(spelling: str) -> list[str]:
    """A known spelling as it stands in a whole name: bare, with its article, its particle, its title."""
    if is_arabic(spelling):
        return [spelling, f"ال{spelling}", f"بن {spelling}", f"ل{spelling}"]
    return [spelling.title(), f"El {spelling}", f"Ben{spelling}", f"Aït {spelling}", f"L{spelling}"]


def names() -> list[str]:
    servants = [f"عبد ال{name}" if is_arabic(name) else f"Abdel{name}" for name in SERVANT_OF]
    spellings = [form for place, name in enumerate(KNOWN) for form in islice(dressed(name), 1 + place % 5)]
    written = [name for table in TABLES for pair in pairs.read(table) for name in pair]
    return sorted({*spellings, *servants, *written, *ODD, ""})


def _turned() -> list[tuple[str, str]]:
    """A name of each table beside the other name of the next pair that has its skeleton."""
    pool = sorted(
        {name for table in TABLES for pair in pairs.read(table) for name in pair},
        key=lambda each: (skeleton(each), each),
    )
    return [(one, other) for one, other in zip(pool, pool[2:], strict=False) if skeleton(one) == skeleton(other)]


def compared() -> list[tuple[str, str]]:
    beside = [(one, other) for one, other in pairwise(sorted(KNOWN, key=lambda each: (skeleton(each), each)))]
    return [*(pair for table in TABLES for pair in pairs.read(table)), *beside, *_turned()]


if __name__ == "__main__":
    rows = ["\t".join([name, skeleton(name), fine_form(name), canonical_name(name)]) for name in names()]
    (HERE / "vectors.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    alike = ["\t".join([one, other, str(int(is_one_name(one, other)))]) for one, other in compared()]
    (HERE / "likeness.tsv").write_text("\n".join(alike) + "\n", encoding="utf-8")

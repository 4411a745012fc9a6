"""Partner data sets as CSV: headings, HXL tags (hxlstandard.org), then one line a part and month."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

HEADINGS = (
    ("Mois", "#date+month"),
    ("Indicateur", "#indicator+code"),
    ("Libellé", "#indicator+name+fr"),
    ("التسمية", "#indicator+name+ar"),
    ("Codes des provinces", "#adm2+code+list"),
    ("Provinces", "#adm2+name+fr+list"),
    ("الأقاليم", "#adm2+name+ar+list"),
    ("Nombre", "#indicator+value+num"),
    ("Remarque", "#meta+note"),
)
GROUPED = "ensemble"
HIDDEN = "non communiqué"
#: A spreadsheet takes a text that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    month: date
    code: str
    label_fr: str
    label_ar: str
    codes: tuple[str, ...]
    names_fr: tuple[str, ...]
    names_ar: tuple[str, ...]
    count: int | None


def written(lines: Iterable[Line]) -> bytes:
    """UTF-8 with a mark; several provinces told together stand in one line, separated by bars."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([heading for heading, _tag in HEADINGS])
    rows.writerow([tag for _heading, tag in HEADINGS])
    for line in lines:
        note = HIDDEN if line.count is None else GROUPED if len(line.codes) > 1 else ""
        names = (_harmless("|".join(line.names_fr)), _harmless("|".join(line.names_ar)))
        what = (f"{line.month:%Y-%m}", line.code, line.label_fr, line.label_ar, "|".join(line.codes))
        rows.writerow([*what, *names, "" if line.count is None else line.count, note])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text

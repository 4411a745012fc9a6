"""What an issue keeps: the sheet's values, and every number as it was printed that day in both languages."""

from typing import Any

from wasl.core.bilingual import Bilingual
from wasl.reports.definitions import definition_of
from wasl.reports.outputs.printed import beside, heading, notes, paper, words
from wasl.reports.rules.sheet import Sheet, plain
from wasl.vocabulary.queries import version

LANGUAGES = ("fr", "ar")


def content(sheet: Sheet, published: Sheet, *, place: Bilingual) -> dict[str, Any]:
    """JSON-ready; `printed_…` is what the institution reads, `published_…` what may leave it."""
    found: dict[str, Any] = plain(sheet)
    found["vocabulary"] = version().number
    found["columns"] = [
        {"label_fr": column.label.fr, "label_ar": column.label.ar, "measures": list(column.measures)}
        for column in definition_of(sheet.report).columns
    ]
    for language in LANGUAGES:
        found[f"title_{language}"] = heading(sheet, place=place, language=language)
        found[f"notes_{language}"] = notes(sheet, language=language)
        vocabulary = words(language)
        for row, full, left in zip(found["rows"], sheet.rows, published.rows, strict=True):
            for cell, inside, outside in zip(row["cells"], full.cells, left.cells, strict=True):
                cell[f"printed_{language}"] = paper(inside, language=language, words=vocabulary)
                cell[f"published_{language}"] = paper(outside, language=language, words=vocabulary)
                if inside.compared is not None:
                    cell[f"beside_{language}"] = beside(inside, language=language, words=vocabulary)
                    cell[f"beside_published_{language}"] = beside(outside, language=language, words=vocabulary)
    return found

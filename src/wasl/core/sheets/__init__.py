"""Spreadsheets that people send: opened without being trusted, whatever they were made with."""

from wasl.core.sheets.opening import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_ROWS,
    MOST_UNPACKED,
    Book,
    Cell,
    Sheet,
    Unreadable,
    kind_of,
    open_book,
)
from wasl.core.sheets.texts import harmless, is_formula

__all__ = [
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_PARTS",
    "MOST_ROWS",
    "MOST_UNPACKED",
    "Book",
    "Cell",
    "Sheet",
    "Unreadable",
    "harmless",
    "is_formula",
    "kind_of",
    "open_book",
]

"""Workbooks of the first day: models to fill, files read without trusting them, the same file back with verdicts."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from wasl.core.folding import search_key
from wasl.core.sheets import MOST_ROWS, Unreadable, open_book

SEPARATOR = " · "
VERDICT = ("Verdict", "النتيجة")
TO_CORRECT = ("À corriger", "ما يجب تصحيحه")
EXPLAINED = "Explications - شرح"


class Column(NamedTuple):
    """`key` is the column's name in code; `allowed` the list of the vocabulary its codes come from."""

    key: str
    fr: str
    ar: str
    help_fr: str
    help_ar: str
    is_required: bool = False
    allowed: str = ""

    @property
    def heading(self) -> str:
        return f"{self.fr}{SEPARATOR}{self.ar}"


Row = dict[str, str]


def read(content: bytes, layout: Sequence[Column]) -> list[Row]:
    """Rows of the first sheet by column key, blank ones left out; raises Unreadable."""
    lines = open_book(content, name="model.xlsx").sheets[0].lines
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable("rows")
    keys = [_key_of(str(cell), layout) for cell in lines[0]] if lines else []
    missing = [column.heading for column in layout if column.is_required and column.key not in keys]
    if missing:
        raise Unreadable("columns", ", ".join(missing))
    rows = [{key: _text(cell) for key, cell in zip(keys, line, strict=False) if key} for line in lines[1:]]
    found = [row for row in rows if any(row.values())]
    if not found:
        raise Unreadable("empty")
    return found


def _key_of(heading: str, layout: Sequence[Column]) -> str | None:
    """By either language's heading, both together, or the key itself."""
    wanted = {search_key(part) for part in (heading, *heading.split(SEPARATOR.strip()))}
    for column in layout:
        if wanted & {search_key(text) for text in (column.key, column.fr, column.ar)}:
            return column.key
    return None


def _text(cell: Any) -> str:
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%Y-%m-%d")
    return str(cell if cell is not None else "").strip()


def read_day(text: str) -> date | None:
    """2026-01-15 or 15/01/2026, in any digits; None when it is no day."""
    clean = "".join(str(ord(c) - 0x660) if "٠" <= c <= "٩" else c for c in text.strip())
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(clean, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def model(layout: Sequence[Column], *, lists: Mapping[str, Iterable[tuple[str, str, str]]]) -> bytes:
    """An empty workbook: the sheet to fill, what each column means in both languages, and the codes that fit."""
    return _written(layout, [], lists=lists)


def with_verdicts(layout: Sequence[Column], rows: Iterable[tuple[Row, str, Sequence[str]]]) -> bytes:
    """The rows in the same layout, each followed by its verdict and by what is to be corrected."""
    return _written(layout, rows, lists={})


def _written(
    layout: Sequence[Column],
    rows: Iterable[tuple[Row, str, Sequence[str]]],
    *,
    lists: Mapping[str, Iterable[tuple[str, str, str]]],
) -> bytes:
    stream = io.BytesIO()
    # Texts that begin with "=" stay texts: a name is never a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": False})
        sheet = book.add_worksheet("1")
        headings = [column.heading for column in layout]
        if not lists:
            headings += [SEPARATOR.join(VERDICT), SEPARATOR.join(TO_CORRECT)]
        sheet.write_row(0, 0, headings, bold)
        sheet.set_column(0, len(headings) - 1, 24, text)
        sheet.freeze_panes(1, 1)
        for number, (row, verdict, faults) in enumerate(rows, start=1):
            sheet.write_row(
                number, 0, [row.get(column.key, "") for column in layout] + [verdict, " ".join(faults)], text
            )
        if lists:
            _explain(book.add_worksheet(EXPLAINED), layout, bold)
        for name, terms in lists.items():
            own = book.add_worksheet(name[:31])
            own.set_column(0, 2, 36)
            own.write_row(0, 0, ["Code", "Français", "العربية"], bold)
            for line, term in enumerate(terms, start=1):
                own.write_row(line, 0, term)
    return stream.getvalue()


def _explain(sheet: Any, layout: Sequence[Column], bold: Any) -> None:
    sheet.set_column(0, 4, 40)
    sheet.write_row(0, 0, ["Colonne", "العمود", "Explication", "شرح", "Obligatoire - إلزامي"], bold)
    for line, column in enumerate(layout, start=1):
        told = [column.fr, column.ar, column.help_fr, column.help_ar, "oui - نعم" if column.is_required else ""]
        sheet.write_row(line, 0, told)


def code_in(terms: Iterable[tuple[str, str, str]]) -> Callable[[str], str | None]:
    """A reader of one list: what was written (code or label, either language, however spelled) -> code, or None."""
    known: dict[str, str] = {}
    for code, french, arabic in terms:
        known |= {search_key(text): code for text in (french, arabic)} | {search_key(code): code}
    return lambda text: known.get(search_key(text)) if text else ""

"""Reads one workbook from standard input and writes its cells as JSON; run in a cage of its own, by path.

A workbook of a few kilobytes may ask its reader for gigabytes (one cell at the far corner is enough). It imports
nothing of this project, so that it starts in a few hundredths of a second.
"""

import datetime
import io
import json
import sys


def cell(value: object) -> object:
    """Texts and numbers as they are; a day as ["d", ISO]."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime.datetime):
        return ["d", value.date().isoformat()]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()]
    if isinstance(value, (str, int)):
        return value
    return "" if value is None else str(value)


def cells(content: bytes, most_rows: int, most_columns: int) -> dict[str, object]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415  a failure of it is an answer

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets, rows = [], 0
    for about in book.sheets_metadata:
        sheet = book.get_sheet_by_name(about.name)
        rows += sheet.height
        if rows > most_rows:
            return {"refused": "rows"}
        if sheet.total_width > most_columns:
            return {"refused": "wide"}
        # A table far below an empty top would be as many empty lines: refused as too long, too.
        if sheet.total_height > 2 * most_rows:
            return {"refused": "rows"}
        lines = sheet.to_python(skip_empty_area=False) if sheet.height else []
        sheets.append(
            {
                "name": about.name,
                "hidden": about.visible != SheetVisibleEnum.Visible,
                "lines": [[cell(value) for value in line] for line in lines],
                "merged": [[*start, *end] for start, end in sheet.merged_cell_ranges or []],
            }
        )
    return {"sheets": sheets}


def main() -> None:
    most_rows, most_columns = map(int, sys.argv[1:3])
    try:
        found = cells(sys.stdin.buffer.read(), most_rows, most_columns)
    except MemoryError:
        found = {"refused": "bomb"}
    except Exception as error:
        found = {"refused": "protected" if "assword" in f"{type(error).__name__} {error}" else "kind"}
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()

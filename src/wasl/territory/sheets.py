"""A file of rows as people send it: XLSX, ODS, old XLS, or CSV in any usual encoding."""

from wasl.core.sheets import MOST_ROWS, Unreadable, open_book
from wasl.territory.importing import columns_of, missing_columns, text_of


def read(name: str, content: bytes) -> list[dict[str, str]]:
    """Rows by column, blank ones left out; raises Unreadable."""
    lines = open_book(content, name=name).sheets[0].lines
    if not lines:
        raise Unreadable("empty")
    columns = columns_of(lines[0])
    if missing := missing_columns(columns):
        raise Unreadable("columns", ",".join(missing))
    if len(lines) - 1 > MOST_ROWS:
        raise Unreadable("rows")
    rows = (
        {column: text_of(cell) for column, cell in zip(columns, line, strict=False) if column} for line in lines[1:]
    )
    found = [row for row in rows if any(row.values())]
    if not found:
        raise Unreadable("empty")
    return found

"""The files a sheet can be made into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.reports.outputs import as_csv, as_json, as_pdf, as_xlsx
from wasl.reports.rules.sheet import Sheet


class UnknownFormat(LookupError):
    """Not one of FORMATS."""


@dataclass(frozen=True, slots=True)
class Format:
    render: Callable[..., bytes]
    media_type: str


FORMATS: Mapping[str, Format] = {
    "json": Format(as_json.render, "application/json"),
    "csv": Format(as_csv.render, "text/csv; charset=utf-8"),
    "pdf": Format(as_pdf.render, "application/pdf"),
    "xlsx": Format(as_xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def render(sheet: Sheet, *, format: str, language: str, place: Bilingual, on: date) -> bytes:
    """The file's bytes, as made on that day; raises UnknownFormat."""
    if format not in FORMATS:
        raise UnknownFormat(format)
    dated = {"on": on} if format == "pdf" else {}
    return FORMATS[format].render(sheet, language=language, place=place, **dated)

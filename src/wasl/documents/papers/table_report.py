from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper, WrongData


@dataclass(frozen=True, kw_only=True)
class Column:
    """`kind`: text takes the room that is left, number stands right-aligned in both languages, word is short text."""

    label: str
    kind: Literal["text", "number", "word"] = "number"


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One cell per column, each as it is printed."""

    cells: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class TableReport(Paper):
    """Any report that is one table: national, plan, a list of units. More than six columns turn the page."""

    template: ClassVar[str] = "table_report"

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    issue_hash: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise WrongData("table_report: a row has more or fewer cells than there are columns")

    @property
    def title(self) -> str:
        return self.heading

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {
            "title": self.heading,
            "columns": [asdict(column) for column in self.columns],
            "rows": [asdict(row) for row in self.rows],
        }

    def words(self, lang: str) -> dict[str, str]:
        return {"issue": pgettext("paper", "Frozen issue, SHA-256:")}

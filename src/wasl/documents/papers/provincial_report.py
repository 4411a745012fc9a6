from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One printed figure: what it measures, and the figure as the report prints it ("plus de 1 900")."""

    measure: str
    printed: str


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """`section` opens a section when it is not empty; `mark` refers to a note ("*")."""

    number: int
    label: str
    cells: tuple[Cell, ...]
    section: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class ProvincialReport(Paper):
    """The province's numbered rows, two lines each: the label, then its figures.

    `subtitle` names province and period; `issue_hash` the SHA-256 of the frozen issue, empty for a live report.
    """

    template: ClassVar[str] = "provincial_report"

    subtitle: str
    rows: tuple[ReportRow, ...]
    notes: tuple[str, ...] = ()
    issue_hash: str = ""

    @property
    def title(self) -> str:
        return pgettext("paper", "Provincial report")

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {"rows": [asdict(row) for row in self.rows]}

    def words(self, lang: str) -> dict[str, str]:
        return {"title": self.title, "issue": pgettext("paper", "Frozen issue, SHA-256:")}

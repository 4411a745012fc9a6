from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class ProcedureSheet(Paper):
    """How to obtain something from an administration, step by step, in plain words; no name stands on it.

    `ready` and `missing` are labels of pieces; `why`, `go`, `ask` and `refused` one or two sentences each.
    """

    template: ClassVar[str] = "procedure_sheet"

    heading: str
    why: str
    go: str
    ask: str
    refused: str
    ready: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""
    where: str = ""
    day: date | None = None
    appeal_by: date | None = None
    appeal_days: int = 0

    def words(self, lang: str) -> dict[str, str]:
        return {
            "why": pgettext("paper", "What it is for"),
            "bring": pgettext("paper", "1. Gather these papers"),
            "missing": pgettext("paper", "Still to find"),
            "ready": pgettext("paper", "You already have"),
            "go": pgettext("paper", "2. Go there"),
            "ask": pgettext("paper", "3. Ask for a receipt"),
            "refused": pgettext("paper", "4. If they say no"),
            "where": pgettext("paper", "Where"),
            "day": pgettext("paper", "Day"),
            "appeal": pgettext("paper", "Last day to appeal"),
            "days": pgettext("paper", "Days to appeal, from the day you know"),
            "help": pgettext("paper", "Come back to us at any moment: help is free, and nobody may ask you for money."),
        }

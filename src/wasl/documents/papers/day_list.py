from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`hour` as "09:30" or empty; `number` of the reception or file; `what` in a few words."""

    name: str
    hour: str = ""
    number: str = ""
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class DayList(Paper):
    """Whom a unit or an agent expects on a day."""

    template: ClassVar[str] = "day_list"

    day: date
    entries: tuple[Entry, ...] = ()

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {"entries": [asdict(entry) for entry in self.entries]}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "The day's list"),
            "hour": pgettext("paper", "Time"),
            "name": pgettext("paper", "Name"),
            "what": pgettext("paper", "For"),
            "nobody": pgettext("paper", "Nobody is expected this day."),
            "keep": pgettext(
                "paper", "This list names persons: do not leave it in sight, and destroy it at the end of the day."
            ),
        }

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`hour` as "09:30" or empty; `number` of the reception or file; `what` in a few words; `by` whom."""

    name: str
    hour: str = ""
    number: str = ""
    what: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class DayList(Paper):
    """What a unit works through on a day when power fails: `waiting` at the desk, `entries` expected, `due` tasks, and
    `blanks` empty lines to write on. It is not kept."""

    template: ClassVar[str] = "day_list"
    is_kept: ClassVar[bool] = False

    day: date
    entries: tuple[Entry, ...] = ()
    waiting: tuple[Entry, ...] = ()
    due: tuple[Entry, ...] = ()
    blanks: int = 0

    def content(self, lang: str) -> dict[str, Any]:
        lists = {name: [asdict(entry) for entry in getattr(self, name)] for name in ("entries", "waiting", "due")}
        return super().content(lang) | lists

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "The day's list"),
            "hour": pgettext("paper", "Time"),
            "name": pgettext("paper", "Name"),
            "what": pgettext("paper", "For"),
            "by": pgettext("paper", "With"),
            "came": pgettext("paper", "Came"),
            "waiting": pgettext("paper", "Waiting at the desk"),
            "expected": pgettext("paper", "Expected this day"),
            "due": pgettext("paper", "To do this day"),
            "blank": pgettext("paper", "To write on: who came, when, what was asked, what was done"),
            "nobody": pgettext("paper", "Nobody is expected this day."),
            "keep": pgettext(
                "paper", "This list names persons: do not leave it in sight, and destroy it at the end of the day."
            ),
        }

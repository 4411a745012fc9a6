from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """A line of the register; with number and day alone it is one that its reader may not know more of.

    `followed`: (rules.Follow, words or the number that answers).
    """

    number: str
    on: date
    correspondent: str = ""
    subject: str = ""
    reference: str = ""
    dated_on: date | None = None
    corrects: str = ""
    followed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Paper):
    """Lines of a register of the bureau d'ordre, with who printed them and when."""

    template: ClassVar[str] = "register_page"
    is_kept: ClassVar[bool] = False

    direction: str
    lines: tuple[PageLine, ...] = ()
    printed_by: str = ""
    printed_at: datetime

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {"lines": [self._line(one) for one in self.lines]}

    def _line(self, one: PageLine) -> dict[str, Any]:
        said = followed_in_words()
        about = [one.subject] if one.subject else []
        if one.corrects:
            about.append(pgettext("paper", "Puts right no. %(number)s") % {"number": one.corrects})
        reference = " · ".join(filter(None, (one.reference, f"{one.dated_on:%d/%m/%Y}" if one.dated_on else "")))
        return {
            "number": one.number,
            "on": f"{one.on:%d/%m/%Y}",
            "who": one.correspondent,
            "about": about,
            "reference": reference,
            "followed": [" ".join(filter(None, (said[kind], words))) for kind, words in one.followed],
            "is_closed": not one.subject,
        }

    def words(self, lang: str) -> dict[str, str]:
        is_arrival = self.direction == "arrival"
        titles = pgettext("paper", "Register of departures"), pgettext("paper", "Register of arrivals")
        return {
            "title": titles[is_arrival],
            "number": pgettext("paper", "No."),
            "on": pgettext("paper", "Date"),
            "who": pgettext("paper", "From") if is_arrival else pgettext("paper", "To"),
            "about": pgettext("paper", "Subject"),
            "reference": pgettext("paper", "Their reference"),
            "followed": pgettext("paper", "What followed"),
            "closed": pgettext("paper", "confidential letter"),
            "none": pgettext("paper", "No line."),
            "printed": pgettext("paper", "Printed by"),
        }


def followed_in_words() -> dict[str, str]:
    return {
        "transmitted": pgettext("paper", "Transmitted to"),
        "answered": pgettext("paper", "Answered by letter no."),
        "filed": pgettext("paper", "Filed"),
        "sent": pgettext("paper", "Sent"),
        "cancelled": pgettext("paper", "Cancelled:"),
    }

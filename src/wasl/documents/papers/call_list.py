from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class Call:
    """One person to telephone; `day` and `hour` of her appointment as printed."""

    name: str
    number: str
    day: str
    hour: str


@dataclass(frozen=True, kw_only=True)
class CallList(Paper):
    """Whom to telephone about an appointment, each with a place for what became of it. It is not kept."""

    template: ClassVar[str] = "call_list"
    is_kept: ClassVar[bool] = False

    day: date
    calls: tuple[Call, ...] = ()

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {"calls": [asdict(call) for call in self.calls]}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Whom to call"),
            "when": pgettext("paper", "Appointment"),
            "name": pgettext("paper", "Name"),
            "phone": pgettext("paper", "Phone"),
            "told": pgettext("paper", "Told"),
            "not_reached": pgettext("paper", "Not reached"),
            "nobody": pgettext("paper", "Nobody is to be called."),
            "say": pgettext(
                "paper",
                "Make sure that she answers herself. To anybody else say nothing: neither who calls, nor why.",
            ),
            "keep": pgettext(
                "paper", "This list names persons: do not leave it in sight, and destroy it at the end of the day."
            ),
        }

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One event in a sentence, and its points."""

    words: str
    points: int


@dataclass(frozen=True, kw_only=True)
class ContactReasons(Paper):
    """Why a household is proposed to be contacted: every point of it. It may be found at home: no unit, no title."""

    template: ClassVar[str] = "contact_reasons"
    is_kept: ClassVar[bool] = False
    is_discreet: bool = True

    reasons: tuple[Reason, ...]
    total: int
    on: date
    until: date
    since: date

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {"reasons": [asdict(one) for one in self.reasons]}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": "",
            "intro": pgettext(
                "paper",
                "We asked ourselves whether to get in touch with you, because of what you or your family told us:",
            ),
            "points": pgettext("paper", "Points"),
            "total": pgettext("paper", "In all"),
            "on": pgettext("paper", "Counted on"),
            "until": pgettext("paper", "Says nothing any more after"),
            "meaning": pgettext(
                "paper",
                "These points give no right and take none away. They are shown to nobody else and serve no control. A "
                "person decides whether to get in touch, and you may say no.",
            ),
            "never": pgettext(
                "paper",
                "Your origin, language, religion, nationality and the place where you live count for nothing in it.",
            ),
            "contest": pgettext(
                "paper",
                "Something is wrong, or you do not agree? Say so in any of our centres with the number of this paper: "
                "somebody else looks at it. You may also ask never to be proposed.",
            ),
        }

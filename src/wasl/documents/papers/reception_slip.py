from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class ReceptionSlip(Paper):
    """What the person leaves the counter with (récépissé).

    `is_discreet`: it may be found at home, so it bears no unit, title, request or next step; pass `name`, `place` and
    `phone` only if she wants them on it. `came` is the local instant of the reception, `back` when to come back.
    """

    template: ClassVar[str] = "reception_slip"
    telling: ClassVar[frozenset[str]] = frozenset({"asked", "next"})

    came: datetime
    name: str = ""
    asked: str = ""
    next: str = ""
    back: date | datetime | None = None
    place: str = ""
    phone: str = ""
    #: What the person answered to the purposes that may stand on a paper found at home, one line each.
    consents: tuple[str, ...] = ()

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Reception slip"),
            "name": pgettext("paper", "Name"),
            "came": pgettext("paper", "Came on"),
            "asked": pgettext("paper", "Request"),
            "next": pgettext("paper", "What happens next"),
            "back": pgettext("paper", "Come back on"),
            "place": pgettext("paper", "Where"),
            "phone": pgettext("paper", "Phone"),
            "consents_title": pgettext("paper", "What you answered"),
            "rights_title": pgettext("paper", "Your information, your rights (law 09-08)"),
            "purpose": pgettext(
                "paper",
                "What you told us is recorded to receive you, to orient you and to follow up your request. "
                "Only the persons in charge of it read it.",
            ),
            "rights": pgettext(
                "paper",
                "You may ask to see your information, to have it corrected, or object to its use, "
                "in any of our centres. "
                "You may complain to the CNDP, the national commission that protects personal data. "
                "You may refuse this paper.",
            ),
        }

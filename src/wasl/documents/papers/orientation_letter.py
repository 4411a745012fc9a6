from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class OrientationLetter(Paper):
    """A person goes to another centre or outside with this letter, and its coupon comes back.

    `to` and `to_place` the destination; `need` the service asked for; `message` a few lines for the colleague;
    `shared` what the person agreed to share; `answer_by` the last day to answer. `is_discreet`: no unit, title, need
    or message.
    """

    template: ClassVar[str] = "orientation_letter"
    telling: ClassVar[frozenset[str]] = frozenset({"need", "message", "urgency", "shared"})

    to: str
    to_place: str = ""
    name: str = ""
    birth: str = ""
    need: str = ""
    urgency: str = ""
    meeting: datetime | date | None = None
    answer_by: date | None = None
    phone: str = ""
    message: str = ""
    shared: tuple[str, ...] = ()

    def content(self, lang: str) -> dict[str, Any]:
        answers = (
            pgettext("paper", "Received, under study"),
            pgettext("paper", "Accepted"),
            pgettext("paper", "Not accepted, because:"),
            pgettext("paper", "Service given"),
            pgettext("paper", "Sent on to:"),
            pgettext("paper", "The person did not come"),
        )
        return super().content(lang) | {"answers": list(answers)}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Orientation letter"),
            "to": pgettext("paper", "For the attention of"),
            "to_place": pgettext("paper", "Where"),
            "opening": pgettext("paper", "Please receive the person below and tell us what follows."),
            "name": pgettext("paper", "Name"),
            "birth": pgettext("paper", "Born"),
            "need": pgettext("paper", "Service requested"),
            "urgency": pgettext("paper", "Urgency"),
            "meeting": pgettext("paper", "Appointment"),
            "answer_by": pgettext("paper", "Answer before"),
            "phone": pgettext("paper", "Our phone"),
            "shared": pgettext("paper", "Shared with the person's agreement:"),
            "closing": pgettext("paper", "Thank you for sending the coupon back, or for answering by phone."),
            "cut": pgettext("paper", "coupon to return"),
            "coupon": pgettext("paper", "Reply coupon"),
            "coupon_to": pgettext("paper", "Return to:"),
            "appointment": pgettext("paper", "Appointment"),
            "answered_on": pgettext("paper", "On"),
            "answered_by": pgettext("paper", "Answered by"),
            "stamp": pgettext("paper", "Signature and stamp"),
        }

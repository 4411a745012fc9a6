from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class RequestReceipt(Paper):
    """Proof that a request about personal data was made (law 09-08): never what was asked, nor about whom."""

    template: ClassVar[str] = "request_receipt"

    asked: date
    answer_by: date

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Receipt of a request for correction"),
            "asked": pgettext("paper", "Request received on"),
            "answer_by": pgettext("paper", "You will have an answer by"),
            "how": pgettext(
                "paper",
                "Another agent than the one who received it decides. Come back with this paper on that day, "
                "or send somebody with it.",
            ),
            "refused": pgettext("paper", "If it is refused, the reason is told to you in writing."),
            "complain": pgettext(
                "paper",
                "Without an answer on that day, you may complain to the CNDP, the national commission that protects "
                "personal data (law 09-08). You may refuse this paper.",
            ),
        }

"""Two papers that may be found at home: they say that something was left, and what is answered, never what or where."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class DepositReceipt(Paper):
    """Proof that something was left at a counter: a number, and until when there is an answer."""

    template: ClassVar[str] = "deposit_receipt"
    is_kept: ClassVar[bool] = False
    is_discreet: bool = True

    deposit: str
    came: date
    first: date
    final: date

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": "",
            "deposit": pgettext("paper", "Your number"),
            "came": pgettext("paper", "Left with us on"),
            "first": pgettext("paper", "A first answer by"),
            "final": pgettext("paper", "The answer by"),
            "how": pgettext(
                "paper",
                "Keep this number: it is all you need to ask where things stand, in any of our centres. "
                "Nobody will ask for your name.",
            ),
            "refuse": pgettext("paper", "You may refuse this paper and keep the number alone."),
        }


@dataclass(frozen=True, kw_only=True)
class DepositAnswer(Paper):
    """The answer, in the words of the one who gives it."""

    template: ClassVar[str] = "deposit_answer"
    is_kept: ClassVar[bool] = False
    is_discreet: bool = True

    deposit: str
    came: date
    answer: str
    is_final: bool

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": "",
            "deposit": pgettext("paper", "Your number"),
            "came": pgettext("paper", "Left with us on"),
            "next": pgettext(
                "paper",
                "If you do not accept this answer, say so with your number in any of our centres: "
                "somebody else will look at it again.",
            )
            if self.is_final
            else pgettext("paper", "This is a first answer. Another will follow."),
        }

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class MediationAgreement(Paper):
    """What two people promised each other, in their own words, to be read aloud and signed by both."""

    template: ClassVar[str] = "mediation_agreement"

    first: str
    second: str
    first_does: str
    second_does: str
    review_by: date | None = None

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Agreement"),
            "between": pgettext("paper", "Between"),
            "and": pgettext("paper", "and"),
            "freely": pgettext(
                "paper",
                "After sessions that both came to freely, we agree on what follows. Each may stop at any time.",
            ),
            "promises": pgettext("paper", "undertakes to:"),
            "review": pgettext("paper", "We look at it together again before"),
            "court": pgettext(
                "paper",
                "This agreement is not a judgment: it takes away no right, and each may go to the family judge.",
            ),
            "read": pgettext("paper", "Read aloud to both before they signed, in a language they understand."),
            "first": pgettext("paper", "Signature or fingerprint"),
            "witness": pgettext("paper", "Witness, if somebody cannot sign"),
            "mediator": pgettext("paper", "For the centre: name and signature"),
            "signed_on": pgettext("paper", "On"),
        }

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class LetterPaper(Paper):
    """A letter of the institution; `reference` is its number in the register of departures, empty for a draft.

    `signer` and `quality` stand under the text. `is_discreet`: found at home, it tells neither unit nor subject.
    """

    template: ClassVar[str] = "letter"
    telling: ClassVar[frozenset[str]] = frozenset({"heading", "quality", "reference"})

    heading: str
    addressee: str
    address: str = ""
    reference: str = ""
    their_reference: str = ""
    paragraphs: tuple[str, ...] = ()
    signer: str = ""
    quality: str = ""
    is_draft: bool = False

    def content(self, lang: str) -> dict[str, Any]:
        return super().content(lang) | {"address": [line for line in self.address.splitlines() if line.strip()]}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "reference": pgettext("paper", "Our no."),
            "their_reference": pgettext("paper", "Your reference:"),
            "to": pgettext("paper", "To"),
            "subject": pgettext("paper", "Subject:"),
            "draft": pgettext("paper", "DRAFT"),
            "document": pgettext("paper", "Document no."),
            "signature": pgettext("paper", "Signature and stamp"),
        }

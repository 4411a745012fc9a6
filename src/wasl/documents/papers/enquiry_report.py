from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper, printed


@dataclass(frozen=True, kw_only=True)
class EnquiryReport(Paper):
    """The answer to an authority that asked for a social enquiry: facts from the dossier, one paragraph, an opinion.

    `found` are (label, value) pairs in the paper's language; `seen`, `health` and `paragraph` free words.
    """

    template: ClassVar[str] = "enquiry_report"

    authority: str
    reference: str
    asked: date
    question: str
    name: str
    visited: date
    seen: str
    paragraph: str
    opinion: str
    drafted_by: str
    checked_by: str
    born: str = ""
    found: tuple[tuple[str, str], ...] = ()
    health: str = ""

    def content(self, lang: str) -> dict[str, Any]:
        letter = pgettext("paper", "your letter no. %(number)s of %(day)s") % {
            "number": self.reference, "day": printed(self.asked, lang),
        }  # fmt: skip
        return super().content(lang) | {"letter": letter}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Report of a social enquiry"),
            "secret": pgettext("paper", "Confidential: to be opened by the addressee"),
            "to": pgettext("paper", "For the attention of"),
            "letter": pgettext("paper", "Reference"),
            "question": pgettext("paper", "Question asked"),
            "name": pgettext("paper", "Name"),
            "born": pgettext("paper", "Born"),
            "visited": pgettext("paper", "Visit of"),
            "facts": pgettext("paper", "What was established"),
            "seen": pgettext("paper", "What was seen"),
            "health": pgettext("paper", "Health, as far as the question needs it"),
            "paragraph": pgettext("paper", "Our reading"),
            "opinion": pgettext("paper", "Opinion"),
            "drafted": pgettext("paper", "Written by"),
            "checked": pgettext("paper", "Checked by"),
            "stamp": pgettext("paper", "Signature and stamp"),
        }

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper
from wasl.documents.papers.square import qr


@dataclass(frozen=True, kw_only=True)
class BlankForms(Paper):
    """Reception forms to fill by hand when there is no power: a page for each of `numbers`, as printed on it.

    They are typed later with both dates and both names, and the number keeps a form from being typed twice. They
    hold nothing, so they are rendered and not archived.
    """

    template: ClassVar[str] = "blank_form"

    numbers: tuple[str, ...]

    def content(self, lang: str) -> dict[str, Any]:
        return {
            "forms": [{"number": number, "qr": qr(number)} for number in self.numbers],
            "sexes": [pgettext("paper", "woman"), pgettext("paper", "man")],
            "yes_no": [pgettext("paper", "yes"), pgettext("paper", "no")],
            "outcomes": [
                pgettext("paper", "answered on the spot"),
                pgettext("paper", "oriented"),
                pgettext("paper", "case opened"),
                pgettext("paper", "could not be met"),
            ],
        }

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Reception form"),
            "form_number": pgettext("paper", "Form no."),
            "why": pgettext(
                "paper",
                "To fill in by hand when the system is not available, then to type in. One form for each reception.",
            ),
            "written_on": pgettext("paper", "Received on"),
            "hour": pgettext("paper", "at"),
            "name": pgettext("paper", "Name (may stay empty)"),
            "sex": pgettext("paper", "Sex"),
            "born": pgettext("paper", "Born in (date or year)"),
            "lives": pgettext("paper", "Commune, douar or landmark"),
            "phone": pgettext("paper", "Phone"),
            "may_call": pgettext("paper", "May we call?"),
            "document": pgettext("paper", "Identity document (if shown)"),
            "asked": pgettext("paper", "Request, in the person's words"),
            "done": pgettext("paper", "What was done"),
            "outcome": pgettext("paper", "Outcome"),
            "sent_to": pgettext("paper", "Oriented to"),
            "read_aloud": pgettext("paper", "Rights read aloud (law 09-08)?"),
            "written_by": pgettext("paper", "Received by"),
            "signature": pgettext("paper", "Signature"),
            "typed_by": pgettext("paper", "Typed in by"),
            "typed_on": pgettext("paper", "Typed in on"),
        }

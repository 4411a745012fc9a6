from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper, printed


@dataclass(frozen=True, kw_only=True)
class DisabilityAttestation(Paper):
    """What a centre attests after its own evaluation; never the card of the State, and it says so itself.

    `types` and `degree` are labels in the paper's language; `born` a birth or an age in words.
    """

    template: ClassVar[str] = "disability_attestation"
    telling: ClassVar[frozenset[str]] = frozenset({"types", "degree"})

    name: str
    evaluated: date
    born: str = ""
    types: tuple[str, ...] = ()
    degree: str = ""

    def content(self, lang: str) -> dict[str, Any]:
        said = pgettext("paper", "The centre attests that %(name)s was received and evaluated on %(day)s.")
        joined = ("، " if lang == "ar" else ", ").join(self.types)
        sentence = said % {"name": self.name, "day": printed(self.evaluated, lang)}
        return super().content(lang) | {"types": joined, "sentence": sentence}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Attestation of the centre"),
            "born": pgettext("paper", "Born"),
            "types": pgettext("paper", "Disability found"),
            "degree": pgettext("paper", "Degree"),
            "not_card": pgettext(
                "paper",
                "This attestation is a document of the centre. It does not replace the card of a person with a"
                " disability, which only the competent commission issues.",
            ),
            "asked": pgettext("paper", "Given at the person's own request, to be used as of right."),
            "stamp": pgettext("paper", "Signature and stamp"),
        }

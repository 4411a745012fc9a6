from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class FileSection:
    """`part` is a code of `titles`; each row a label, itself a code of `labels` or text as it is, and a text."""

    part: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class PersonFile(Paper):
    """What is held about somebody, for who may obtain it (law 09-08). Without a section it says that nothing can be
    handed over: the same words whether somebody is known or not.

    `sought` and `asker` are as the asker said them; `capacity` a code of `capacities`.
    """

    template: ClassVar[str] = "person_file"

    sought: str
    asker: str
    capacity: str
    sections: tuple[FileSection, ...] = ()

    def content(self, lang: str) -> dict[str, Any]:
        titles, labels = _titles(), _labels()
        return super().content(lang) | {
            "capacity": _capacities()[self.capacity],
            "sections": [
                {"title": titles[each.part], "rows": [[labels.get(name, name), text] for name, text in each.rows]}
                for each in self.sections
            ],
        }

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Answer to a request to see personal data"),
            "law": pgettext("paper", "Law 09-08, right of access"),
            "sought": pgettext("paper", "Asked about"),
            "asker": pgettext("paper", "Asked by"),
            "capacity": pgettext("paper", "In the capacity of"),
            "nothing": pgettext("paper", "No file that can be handed over is held under this name."),
            "reach": pgettext(
                "paper",
                "This answer covers the unit named above and those below it. For the whole institution, ask its data "
                "protection officer.",
            ),
            "rights": pgettext(
                "paper",
                "You may ask to have data corrected, or object to their use, in any of our centres. You may complain "
                "to the CNDP, the national commission that protects personal data.",
            ),
        }


def _capacities() -> dict[str, str]:
    return {
        "SELF": pgettext("paper", "the person herself"),
        "GUARDIAN": pgettext("paper", "legal guardian"),
        "SPOUSE": pgettext("paper", "spouse"),
        "HEAD": pgettext("paper", "head of the household"),
        "LAWYER": pgettext("paper", "lawyer with a mandate"),
    }


def _titles() -> dict[str, str]:
    return {
        "identity": pgettext("paper", "Identity"),
        "contact": pgettext("paper", "Phones and addresses"),
        "papers": pgettext("paper", "Papers shown"),
        "household": pgettext("paper", "Household"),
        "consents": pgettext("paper", "Purposes, and what was answered"),
        "events": pgettext("paper", "What happened"),
        "words": pgettext("paper", "What was noted"),
        "readings": pgettext("paper", "When the file was read"),
    }


def _labels() -> dict[str, str]:
    return {
        "name": pgettext("paper", "Name"),
        "known_as": pgettext("paper", "Known as"),
        "birth": pgettext("paper", "Born"),
        "birth_place": pgettext("paper", "Place of birth"),
        "sex": pgettext("paper", "Sex"),
        "father": pgettext("paper", "Father"),
        "mother": pgettext("paper", "Mother"),
        "place": pgettext("paper", "Where"),
        "phone": pgettext("paper", "Phone"),
        "unit": pgettext("paper", "Held by"),
        "since": pgettext("paper", "Registered on"),
        "registered": pgettext("paper", "Registration"),
        "reception": pgettext("paper", "Reception"),
        "act": pgettext("paper", "Service given"),
        "unmet": pgettext("paper", "Could not be given"),
        "orientation": pgettext("paper", "Orientation"),
        "case_opened": pgettext("paper", "Case opened"),
        "case_closed": pgettext("paper", "Case closed"),
        "consent": pgettext("paper", "Answer about her data"),
        "correction": pgettext("paper", "Correction asked for"),
        "access": pgettext("paper", "Copy handed over"),
    }

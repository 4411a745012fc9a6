from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper, printed


@dataclass(frozen=True, kw_only=True)
class ReceptionAttestation(Paper):
    """Somebody was received on a day, and nothing else: neither why nor by which unit. It may be found at home."""

    template: ClassVar[str] = "reception_attestation"

    name: str
    received: date
    is_discreet: bool = True

    def content(self, lang: str) -> dict[str, Any]:
        said = pgettext("paper", "The institution attests that %(name)s came and was received on %(day)s.")
        day = printed(self.received, lang)
        return super().content(lang) | {"sentence": said % {"name": self.name, "day": day}}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Attestation of reception"),
            "asked": pgettext("paper", "Given at the person's own request, to be used as of right."),
            "stamp": pgettext("paper", "Signature and stamp"),
        }

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class AppointmentSlip(Paper):
    """A day and a time to remember. It may be found at home: always discreet, without a name."""

    template: ClassVar[str] = "appointment_slip"

    when: datetime
    is_discreet: bool = True

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": "",
            "when": pgettext("paper", "Appointment"),
            "bring": pgettext("paper", "Bring this paper with you. If you cannot come, tell us before."),
            "refuse": pgettext("paper", "You may refuse this paper."),
        }

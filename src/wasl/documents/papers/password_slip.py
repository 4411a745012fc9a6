from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class PasswordSlip(Paper):
    """The one-time word that lets an agent choose a new password. The archive keeps number and hash, never the PDF."""

    template: ClassVar[str] = "password_slip"
    is_kept: ClassVar[bool] = False

    agent: str
    staff_number: str
    password: str
    until: datetime

    def content(self, lang: str) -> dict[str, Any]:
        steps = (
            pgettext("paper", "Sign in with your staff number and this word."),
            pgettext("paper", "Choose a new password at once: this word then works no more."),
            pgettext("paper", "Nobody will ever ask you for it."),
        )
        return super().content(lang) | {"steps": list(steps)}

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "One-time password"),
            "agent": pgettext("paper", "Agent"),
            "staff_number": pgettext("paper", "Staff number"),
            "until": pgettext("paper", "Works until"),
            "destroy": pgettext("paper", "Destroy this slip once it has served."),
        }

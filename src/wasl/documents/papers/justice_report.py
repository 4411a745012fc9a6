from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class ReportedChild:
    """`name` is empty while nobody knows it; `born` an age or a birth in words."""

    name: str = ""
    sex: str = ""
    born: str = ""
    described: str = ""


@dataclass(frozen=True, kw_only=True)
class JusticeReport(Paper):
    """A child in danger is reported to the prosecutor, or the social evaluation goes to the judge.

    `court` names the place of the court; `facts` and `done` are free words; `asks` what is requested. Who reported the
    facts to the institution never stands here.
    """

    template: ClassVar[str] = "justice_report"

    recipient: Literal["prosecutor", "judge"]
    court: str
    told: datetime
    children: tuple[ReportedChild, ...]
    facts: str
    place: str = ""
    danger: str = ""
    done: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    reference: str = ""
    until: date | None = None

    def content(self, lang: str) -> dict[str, Any]:
        unknown = pgettext("paper", "identity not known yet")
        children = [asdict(one) | {"name": one.name or unknown} for one in self.children]
        return super().content(lang) | {"children": children}

    def words(self, lang: str) -> dict[str, str]:
        title, to = pgettext("paper", "Report of a child in danger"), pgettext("paper", "To the King's prosecutor")
        if self.recipient == "judge":
            title, to = pgettext("paper", "Social report"), pgettext("paper", "To the juvenile judge")
        return {
            "title": title,
            "to": to,
            "court": pgettext("paper", "at the court of first instance of"),
            "secret": pgettext("paper", "Confidential: to be opened by the addressee"),
            "opening": pgettext("paper", "We bring to your attention the situation of the child or children below."),
            "told": pgettext("paper", "Known to us since"),
            "danger": pgettext("paper", "Danger"),
            "place": pgettext("paper", "Where the child is"),
            "child": pgettext("paper", "Child"),
            "sex": pgettext("paper", "Sex"),
            "born": pgettext("paper", "Age"),
            "described": pgettext("paper", "Description"),
            "facts": pgettext("paper", "Facts"),
            "done": pgettext("paper", "What has been done"),
            "asks": pgettext("paper", "What is requested"),
            "reference": pgettext("paper", "Your reference"),
            "closing": pgettext("paper", "We remain at your disposal for any further information."),
            "stamp": pgettext("paper", "Signature and stamp"),
        }  # fmt: skip

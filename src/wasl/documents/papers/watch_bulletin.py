from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class BulletinItem:
    """One alert in words: what, where and since when; what was to do; where it stands."""

    text: str
    todo: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class BulletinLine:
    """A printed figure: its label, the figure, what stood there the month before, and a remark."""

    label: str
    value: str
    before: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class WatchBulletin(Paper):
    """The bulletin of the social watch, and the local needs report: no name, no small count.

    `calm` is said in the place of the alerts when there are none.
    """

    template: ClassVar[str] = "watch_bulletin"

    heading: str
    subtitle: str
    items: tuple[BulletinItem, ...]
    calm: str
    numbers: tuple[BulletinLine, ...]
    columns: tuple[str, str]
    context: tuple[BulletinLine, ...]
    notes: tuple[str, ...] = ()
    content_hash: str = ""

    @property
    def title(self) -> str:
        return self.heading

    def content(self, lang: str) -> dict[str, Any]:
        lists = {name: [asdict(one) for one in getattr(self, name)] for name in ("items", "numbers", "context")}
        return super().content(lang) | lists

    def words(self, lang: str) -> dict[str, str]:
        return {
            "alerts": pgettext("paper", "What the watch confirmed"),
            "numbers": pgettext("paper", "Figures"),
            "context": pgettext("paper", "What the census says"),
            "hash": pgettext("paper", "Content, SHA-256:"),
        }

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A figure today and with the new centres, each as printed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class SitingSite:
    """A chosen commune with its province, and why: people nearest to it, newly reached, mean journey, as printed."""

    name: str
    province: str
    people: str
    newly: str
    mean_km: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A commune out of reach, its people and the way to the nearest centre, as printed."""

    name: str
    province: str
    people: str
    km: str


@dataclass(frozen=True, kw_only=True)
class SitingReport(Paper):
    """One alternative of a siting plan, for a committee. `map` is an SVG, empty when there are no outlines to draw.

    `asked` and `refused` are phrases; `left_more` says how many communes out of reach are not listed.
    """

    template: ClassVar[str] = "siting_report"

    heading: str
    subtitle: str
    by: str
    worked_out: str
    asked: tuple[str, ...]
    refused: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...]
    quality: str
    robust: tuple[str, ...] = ()
    map: str = ""
    sites: tuple[SitingSite, ...]
    left: tuple[LeftOut, ...] = ()
    left_more: str = ""
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.heading

    def content(self, lang: str) -> dict[str, Any]:
        lists = {name: [asdict(one) for one in getattr(self, name)] for name in ("comparisons", "sites", "left")}
        return super().content(lang) | lists

    def words(self, lang: str) -> dict[str, str]:
        return {
            "asked": pgettext("paper", "What was asked"),
            "by": pgettext("paper", "Plan asked for by"),
            "worked_out": pgettext("paper", "Worked out on"),
            "refused": pgettext("paper", "Communes refused, and why"),
            "reach": pgettext("paper", "Who is within reach"),
            "before": pgettext("paper", "today"),
            "after": pgettext("paper", "with the new centres"),
            "robust": pgettext("paper", "If roads are shorter or longer than supposed"),
            "map": pgettext("paper", "Where"),
            "new": pgettext("paper", "new centre"),
            "standing": pgettext("paper", "stands today"),
            "sites": pgettext("paper", "The communes proposed"),
            "commune": pgettext("paper", "Commune"),
            "province": pgettext("paper", "Province"),
            "people": pgettext("paper", "People nearest"),
            "newly": pgettext("paper", "Newly reached"),
            "mean_km": pgettext("paper", "Mean km"),
            "left": pgettext("paper", "Who remains out of reach"),
            "left_people": pgettext("paper", "People"),
            "km": pgettext("paper", "Km"),
        }

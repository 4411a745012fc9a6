"""When what a unit recorded takes the place of what it declared; dated versions, so that a figure can be explained.

A unit that writes its acts in Wasl month after month knows persons; a state it declares as well only knows a sum. But
a unit that began in October has not recorded its year, and its declared state still says more.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.period import Period


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    since: date
    text: Bilingual


#: The latest that is in force on the day of counting applies; a frozen issue keeps the words of its own.
VERSIONS = (
    Version(
        1,
        date(2026, 11, 22),
        Bilingual(
            "Règle 1 : l’enregistré remplace le déclaré d’une unité qui a enregistré au moins un accueil, un acte ou"
            " une orientation chaque mois de la période où elle était ouverte ; sinon son état déclaré et approuvé"
            " compte, et ses enregistrements figurent à côté. Une unité qui n’a rien déclaré compte pour ce qu’elle"
            " a enregistré.",
            "القاعدة 1: يحل المسجل محل المصرح به بالنسبة لكل وحدة سجلت استقبالا أو خدمة أو توجيها واحدا على الأقل في كل"
            " شهر من الفترة كانت فيه مفتوحة؛ وإلا احتسب المعطى المصرح به والمصادق عليه وعرض المسجل بجانبه. وتحتسب"
            " الوحدة التي لم تصرح بشيء بما سجلته.",
        ),
    ),
)


def version_on(day: date) -> Version:
    """The first holds for every day before it as well: figures of earlier years are counted by a rule too."""
    return max((one for one in VERSIONS if one.since <= day), key=lambda one: one.since, default=VERSIONS[0])


def months_of(
    period: Period, *, opened_on: date | None = None, closed_on: date | None = None, today: date
) -> frozenset[date]:
    """First days of the months of the period that have begun and in which the unit was open on some day."""
    first = max(period.since, opened_on or period.since)
    after = min(period.until, closed_on or period.until)
    found, month = set(), first.replace(day=1)
    while month < after and month <= today:
        found.add(month)
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return frozenset(found)


def is_recorded_throughout(recorded: Collection[date], months: Collection[date]) -> bool:
    return bool(months) and set(months) <= set(recorded)


def standing[Unit](
    declared: Iterable[Unit], *, recorded: Mapping[Unit, Collection[date]], months: Mapping[Unit, Collection[date]]
) -> frozenset[Unit]:
    """Of the units that declared, those whose declared figure stands because they did not record throughout."""
    return frozenset(
        unit for unit in declared if not is_recorded_throughout(recorded.get(unit, ()), months.get(unit, ()))
    )

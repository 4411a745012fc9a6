"""The published score: whole points for recorded events, each with its source. It proposes a contact, and decides
nothing.

What may count is the closed list CANDIDATES. Nothing about who somebody is or where they live is in it, and no other
feature can be written: a version that names one is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

MOST_ITEMS = 20
MOST_POINTS = 10
MOST_DAYS = 730


class Feature(StrEnum):
    """What an item looks at: a situation noted in a dossier, a request that could not be met, an orientation without
    result, several receptions, or a dossier closed because nobody found them any more."""

    SITUATION = "situation"
    UNMET = "unmet"
    WITHOUT_RESULT = "no_result"
    RETURNED = "returned"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be an item. `of` is the code of a situation; `is_event` says that it happens on a day, and may set off a
    proposal. The sentence has {day}."""

    code: str
    feature: Feature
    fr: str
    ar: str
    of: str = ""
    is_event: bool = False


def _situation(code: str, fr: str, ar: str, *, is_event: bool = False) -> Candidate:
    return Candidate(code, Feature.SITUATION, fr, ar, of=code, is_event=is_event)


CANDIDATES: dict[str, Candidate] = {
    one.code: one
    for one in (
        _situation("SANS_EMPLOI", "Perte d’emploi notée le {day}", "فقدان العمل المسجل يوم {day}", is_event=True),
        _situation("DECES_SOUT", "Décès du soutien de famille noté le {day}", "وفاة المعيل المسجلة يوم {day}",
                   is_event=True),
        _situation("DIVORCE", "Divorce ou pension non versée, noté le {day}", "طلاق أو عدم أداء النفقة، سجل يوم {day}",
                   is_event=True),
        _situation("RUPT_FAM", "Séparation de la famille notée le {day}", "انفصال عن الأسرة سجل يوم {day}",
                   is_event=True),
        _situation("SURENDET", "Dettes ou arriérés notés le {day}", "ديون أو متأخرات سجلت يوم {day}", is_event=True),
        _situation("EXPULSION", "Menace d’expulsion notée le {day}", "تهديد بالإفراغ سجل يوم {day}", is_event=True),
        _situation("SANS_ABRI", "Sans logement depuis le {day}", "دون مأوى منذ {day}", is_event=True),
        _situation("DECROCH", "Décrochage scolaire d’un enfant noté le {day}", "هدر مدرسي لطفل سجل يوم {day}",
                   is_event=True),
        _situation("CATASTR", "Victime d’une catastrophe, noté le {day}", "متضرر من كارثة، سجل يوم {day}",
                   is_event=True),
        _situation("MENDICITE", "Mendicité notée le {day}", "تسول سجل يوم {day}", is_event=True),
        _situation("PAUVRETE", "Revenus absents ou insuffisants, noté le {day}", "انعدام أو ضعف الدخل، سجل يوم {day}"),
        _situation("LOGT_INSAL", "Logement insalubre noté le {day}", "سكن غير لائق سجل يوم {day}"),
        _situation("ISOLEMENT", "Isolement noté le {day}", "عزلة اجتماعية سجلت يوم {day}"),
        _situation("SANS_CIN", "Pas de pièce d’identité, noté le {day}", "عدم التوفر على وثيقة هوية، سجل يوم {day}"),
        _situation("NON_ETATCIV", "Pas d’état civil, noté le {day}", "عدم التسجيل في الحالة المدنية، سجل يوم {day}"),
        _situation("SANS_COUV", "Pas de couverture médicale, noté le {day}", "دون تغطية صحية، سجل يوم {day}"),
        Candidate("UNMET", Feature.UNMET, "Demande restée sans solution le {day}", "طلب بقي دون حل يوم {day}"),
        Candidate("NO_RESULT", Feature.WITHOUT_RESULT, "Orientation sans résultat le {day}",
                  "توجيه دون نتيجة يوم {day}"),
        Candidate("RETURNED", Feature.RETURNED, "Venu trois fois ou plus, la dernière le {day}",
                  "الحضور ثلاث مرات أو أكثر، آخرها يوم {day}"),
        Candidate("LOST", Feature.LOST, "Perdu de vue le {day}", "انقطاع الاتصال يوم {day}"),
    )
}  # fmt: skip
#: Receptions within the days of the item that make somebody "come back".
RETURNS = 3


class Flaw(StrEnum):
    """What is wrong with a version as it was written."""

    SHAPE = "shape"
    NONE = "none"
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"
    TWICE = "twice"
    POINTS = "points"
    DAYS = "days"
    THRESHOLD = "threshold"
    NO_EVENT = "no_event"


class WrongScore(ValueError):
    def __init__(self, flaw: Flaw, where: str = "") -> None:
        super().__init__(f"{flaw}: {where}")
        self.flaw, self.where = flaw, where


@dataclass(frozen=True, slots=True)
class Item:
    """`points` for the latest fact of the last `days` days."""

    code: str
    points: int
    days: int

    @property
    def candidate(self) -> Candidate:
        return CANDIDATES[self.code]


@dataclass(frozen=True, slots=True)
class Version:
    """A contact is proposed from `propose_from` points on, when one of the items is an event of the last
    `event_days`."""

    items: tuple[Item, ...]
    propose_from: int
    event_days: int

    @property
    def most(self) -> int:
        return sum(item.points for item in self.items)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something recorded: what, on which day, and the row that says it (`source`, `source_id`)."""

    feature: Feature
    on: date
    source: str
    source_id: UUID
    of: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Points as shown, with the day and the source."""

    code: str
    points: int
    on: date
    source: str
    source_id: UUID


@dataclass(frozen=True, slots=True)
class Score:
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.points for line in self.lines)


def version_of(content: Mapping[str, Any]) -> Version:
    """A stored version; raises WrongScore."""
    try:
        if set(content) != {"items", "propose_from", "event_days"}:
            raise WrongScore(Flaw.SHAPE)
        items = tuple(_item(one) for one in content["items"])
        version = Version(items, int(content["propose_from"]), int(content["event_days"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongScore(Flaw.SHAPE, str(error)[:60]) from error
    if flaw := _flaw_of(version):
        raise WrongScore(flaw)
    return version


def _item(given: Mapping[str, Any]) -> Item:
    if set(given) != {"code", "points", "days"}:
        raise WrongScore(Flaw.SHAPE, str(sorted(given))[:60])
    code, points, days = given["code"], given["points"], given["days"]
    if code not in CANDIDATES:
        raise WrongScore(Flaw.UNKNOWN, str(code)[:40])
    if not isinstance(points, int) or isinstance(points, bool) or not 1 <= points <= MOST_POINTS:
        raise WrongScore(Flaw.POINTS, code)
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MOST_DAYS:
        raise WrongScore(Flaw.DAYS, code)
    return Item(code, points, days)


def _flaw_of(version: Version) -> Flaw | None:
    codes = [item.code for item in version.items]
    if not codes:
        return Flaw.NONE
    if len(codes) > MOST_ITEMS:
        return Flaw.TOO_MANY
    if len(codes) != len(set(codes)):
        return Flaw.TWICE
    if not any(item.candidate.is_event for item in version.items):
        return Flaw.NO_EVENT
    if not 1 <= version.event_days <= MOST_DAYS:
        return Flaw.DAYS
    return None if 1 <= version.propose_from <= version.most else Flaw.THRESHOLD


def score(version: Version, facts: Iterable[Fact], *, today: date) -> Score:
    """One line an item at most; more facts never take points away. Who somebody is does not come in here."""
    known = [fact for fact in facts if fact.on <= today]
    lines = [_line(item, known, today) for item in version.items]
    return Score(tuple(line for line in lines if line is not None))


def _line(item: Item, facts: Sequence[Fact], today: date) -> Line | None:
    candidate, since = item.candidate, today - timedelta(days=item.days)
    found = [fact for fact in facts if fact.feature == candidate.feature and fact.of == candidate.of]
    found = [fact for fact in found if fact.on >= since]
    if len(found) < (RETURNS if candidate.feature == Feature.RETURNED else 1):
        return None
    last = max(found, key=lambda fact: (fact.on, fact.source_id))
    return Line(item.code, item.points, last.on, last.source, last.source_id)


def proposes(version: Version, found: Score, *, today: date) -> bool:
    """Enough points, and something happened lately."""
    since = today - timedelta(days=version.event_days)
    has_event = any(CANDIDATES[line.code].is_event and line.on >= since for line in found.lines)
    return has_event and found.total >= version.propose_from


def sentence(code: str, day: str, lang: str) -> str:
    """The event in words, in the language asked for; `day` as printed."""
    one = CANDIDATES[code]
    return (one.ar if lang == "ar" else one.fr).format(day=day)


#: What ships: points rounded from the order of gravity that the institution's own questionnaire gives to needs.
SHIPPED_POINTS = {
    "SANS_ABRI": 5, "EXPULSION": 4, "DECES_SOUT": 4, "SANS_EMPLOI": 3, "DECROCH": 3, "SURENDET": 3, "CATASTR": 3,
    "MENDICITE": 3, "DIVORCE": 2, "RUPT_FAM": 2, "PAUVRETE": 2, "LOGT_INSAL": 2, "ISOLEMENT": 2, "UNMET": 2, "LOST": 2,
    "SANS_CIN": 1, "NON_ETATCIV": 1, "SANS_COUV": 1, "NO_RESULT": 1, "RETURNED": 1,
}  # fmt: skip
SHIPPED: dict[str, Any] = {
    "items": [{"code": code, "points": points, "days": 180} for code, points in SHIPPED_POINTS.items()],
    "propose_from": 7,
    "event_days": 90,
}

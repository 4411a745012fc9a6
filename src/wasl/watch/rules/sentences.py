"""One sentence an alert, without a word of statistics: what, where, since when, how sure, what to do."""

from dataclasses import dataclass
from datetime import date
from math import inf

from wasl.core.bilingual import Bilingual
from wasl.core.months import MONTHS
from wasl.watch.rules.calendar import Feast
from wasl.watch.rules.indicator import Watched
from wasl.watch.rules.ranking import Sure

#: From which ratio on a rise is told so.
_MORE: tuple[tuple[float, Bilingual], ...] = (
    (
        inf,
        Bilingual(
            "nombreuses, alors que d’habitude il n’y en a presque pas", "كثيرة، بينما لا يكاد يسجل منها شيء عادة"
        ),
    ),
    (3.0, Bilingual("plus de trois fois plus nombreuses que d’habitude", "أكثر من ثلاثة أضعاف المعتاد")),
    (2.2, Bilingual("plus de deux fois plus nombreuses que d’habitude", "أكثر من ضعف المعتاد")),
    (1.8, Bilingual("deux fois plus nombreuses que d’habitude", "ضعف المعتاد")),
    (1.6, Bilingual("presque deux fois plus nombreuses que d’habitude", "قرابة ضعف المعتاد")),
    (1.4, Bilingual("de moitié plus nombreuses que d’habitude", "أكثر من المعتاد بالنصف")),
    (1.25, Bilingual("d’un tiers environ plus nombreuses que d’habitude", "أكثر من المعتاد بالثلث تقريبا")),
    (0.0, Bilingual("un peu plus nombreuses que d’habitude", "أكثر قليلا من المعتاد")),
)
SURE: dict[Sure, Bilingual] = {
    Sure.CLEAR: Bilingual("C’est net.", "الأمر واضح."),
    Sure.LIKELY: Bilingual("C’est probable.", "الأمر محتمل."),
    Sure.UNSURE: Bilingual("C’est incertain : à vérifier d’abord.", "الأمر غير مؤكد: يلزم التحقق أولا."),
}
_FEAST: dict[Feast, Bilingual] = {
    Feast.RAMADAN: Bilingual("pendant le Ramadan", "خلال رمضان"),
    Feast.FITR: Bilingual("autour de l’Aïd al-Fitr", "حوالي عيد الفطر"),
    Feast.ADHA: Bilingual("autour de l’Aïd al-Adha", "حوالي عيد الأضحى"),
}
#: Subjects that are persons or files, in French: the adjective follows.
_MASCULINE = ("Les dossiers", "Les nouveaux dossiers", "Les départs")


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentence is made of; `place` is the territory's own name, `level` of territory.rules, or prefecture."""

    indicator: Watched
    place: Bilingual
    level: str
    since: date
    ratio: float
    sure: Sure
    feast: str = ""
    explained: str = ""


def sentence(told: Told, language: str) -> str:
    """« Dans la commune de Demnate, depuis la semaine du 2 novembre, les absences … »."""
    where, when = _where(told, language), _since(told, language)
    if told.indicator.code == "silence":
        return _silent(told, where, when, language)
    more = next(words for least, words in _MORE if told.ratio >= least).in_(language)
    subject = told.indicator.subject.in_(language)
    feast = f" ({_FEAST[Feast(told.feast)].in_(language)})" if told.feast else ""
    if language == "ar":
        return f"{where}، {when}{feast}: {subject} {more}."
    subject = subject[0].lower() + subject[1:]
    return f"{where}, {when}{feast}, {subject} sont {_agreed(told.indicator.subject.fr, more)}."


def _agreed(subject: str, more: str) -> str:
    return more.replace("nombreuses", "nombreux") if subject.startswith(_MASCULINE) else more


def _silent(told: Told, where: str, when: str, language: str) -> str:
    if language == "ar":
        return f"{told.place.ar}: لم يسجل أي شيء {when}."
    return f"{told.place.fr} : plus rien n’est enregistré {when}."


def to_do(told: Told, language: str) -> str:
    """« À faire : appeler … »."""
    text = ("للقيام به: " if language == "ar" else "À faire : ") + told.indicator.todo.in_(language)
    return text if text.endswith(("?", "؟", ".")) else f"{text}."


def _where(told: Told, language: str) -> str:
    return where(told.place, told.level, language)


def where(place: Bilingual, level: str, language: str) -> str:
    """« Dans la commune de Demnate »; the bare name at an unknown level."""
    name = place.ar if language == "ar" else of(place.fr)
    return PLACES[level].in_(language).format(name) if level in PLACES else place.in_(language)


_VOWELS = "AEIOUÂÉÈÊÎÏÔ"


def of(name: str) -> str:
    """« de Demnate », « d’Azilal »."""
    if name == "Oriental":
        return "de l’Oriental"
    return f"d’{name}" if name[:1] in _VOWELS else f"de {name}"


PLACES: dict[str, Bilingual] = {
    "country": Bilingual("Dans tout le pays", "في جميع أنحاء البلاد"),
    "region": Bilingual("Dans la région {}", "في جهة {}"),
    "province": Bilingual("Dans la province {}", "في إقليم {}"),
    "prefecture": Bilingual("Dans la préfecture {}", "في عمالة {}"),
    "cercle": Bilingual("Dans le cercle {}", "في دائرة {}"),
    "commune": Bilingual("Dans la commune {}", "في جماعة {}"),
}


def _since(told: Told, language: str) -> str:
    month = MONTHS["ar" if language == "ar" else "fr"][told.since.month - 1]
    day = "1er" if told.since.day == 1 and language != "ar" else str(told.since.day)
    if told.indicator.step == "month":
        return f"منذ شهر {month}" if language == "ar" else f"depuis {month}"
    return f"منذ أسبوع {day} {month}" if language == "ar" else f"depuis la semaine du {day} {month}"

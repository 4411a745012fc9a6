"""What units declare week by week while the rooms that would record it do not exist: data, one entry per measure."""

from dataclasses import dataclass

from wasl.core.bilingual import Bilingual


class UnknownWeekMeasure(LookupError):
    """No weekly measure bears this code."""


@dataclass(frozen=True, slots=True)
class WeekMeasure:
    """Declared by units of these establishment types; `of` is the number it is out of, where one is asked for."""

    code: str
    label: Bilingual
    types: tuple[str, ...]
    of: Bilingual | None = None


_CHILDREN = Bilingual("Enfants inscrits", "الأطفال المسجلون")
_PUPILS = Bilingual("Élèves hébergés", "التلاميذ المقيمون")
_TRAINEES = Bilingual("Inscrites", "المسجلات")
_HOMES = ("DAR_TALIB", "DAR_TALIBA", "DAR_TILMID")
_CARE = ("DAR_ATFAL", "CTR_AGE", "CTR_SDF", "CTR_PSH", *_HOMES)

_MEASURES = (
    WeekMeasure(
        "je.absences",
        Bilingual("Jours d’absence d’enfants, dans la semaine", "أيام غياب الأطفال خلال الأسبوع"),
        ("JE", "CRECHE"),
        _CHILDREN,
    ),
    WeekMeasure(
        "je.left",
        Bilingual("Enfants partis pour de bon, dans la semaine", "الأطفال المغادرون نهائيا خلال الأسبوع"),
        ("JE", "CRECHE"),
        _CHILDREN,
    ),
    WeekMeasure(
        "dt.absences",
        Bilingual("Jours d’absence d’élèves, dans la semaine", "أيام غياب التلاميذ خلال الأسبوع"),
        _HOMES,
        _PUPILS,
    ),
    WeekMeasure(
        "dt.left",
        Bilingual("Élèves partis pour de bon, dans la semaine", "التلاميذ المغادرون نهائيا خلال الأسبوع"),
        _HOMES,
        _PUPILS,
    ),
    WeekMeasure(
        "cef.absences",
        Bilingual("Jours d’absence aux ateliers, dans la semaine", "أيام الغياب عن الورشات خلال الأسبوع"),
        ("CEF", "CFA", "ALPHA"),
        _TRAINEES,
    ),
    WeekMeasure(
        "eps.refused",
        Bilingual(
            "Admissions refusées faute de place, dans la semaine", "طلبات الإيواء المرفوضة لعدم وجود مكان خلال الأسبوع"
        ),
        _CARE,
    ),
)

MEASURES = {measure.code: measure for measure in _MEASURES}
#: Establishment types that are asked for a weekly state.
TYPES = frozenset(type for measure in _MEASURES for type in measure.types)


def measure_of(code: str) -> WeekMeasure:
    try:
        return MEASURES[code]
    except KeyError:
        raise UnknownWeekMeasure(code) from None


def measures_of(type: str) -> tuple[WeekMeasure, ...]:
    return tuple(measure for measure in _MEASURES if type in measure.types)

"""What is recorded where Wasl is at work, and declared where it is not yet: one figure, by the rule of `replacing`."""

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted
from wasl.facts.rules.indicator import Indicator, Merged, Rule

_FORMULA = Bilingual(
    "Personnes distinctes enregistrées + états déclarés des unités qui n’ont pas enregistré toute la période",
    "الأشخاص المسجلون دون تكرار + المعطيات المصرح بها من طرف الوحدات التي لم تسجل طيلة الفترة",
)


def _merged(
    code: str, label: Bilingual, unit: Counted, recorded: str, declared: str, *, is_sensitive: bool = False
) -> Indicator:
    return Indicator(code, label, label, unit, Rule.MERGED, Merged(recorded, declared), _FORMULA, is_sensitive)


INDICATORS = (
    _merged(
        "reception.merged", Bilingual("Personnes accueillies et orientées", "الأشخاص المستقبلون والموجهون"),
        Counted.PERSON, "assistance.received", "reception.beneficiaries",
    ),
    _merged(
        "child_protection.merged", Bilingual("Enfants suivis par la cellule", "الأطفال المستفيدون من خدمات الخلية"),
        Counted.CHILD, "protection.children", "child_protection.children", is_sensitive=True,
    ),
)  # fmt: skip

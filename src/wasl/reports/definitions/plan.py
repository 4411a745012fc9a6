"""The development plan: what was promised, what was there, what has opened since, what remains."""

from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted, Figure, Qualifier
from wasl.core.period import Period
from wasl.facts.models import Target
from wasl.facts.queries import targets_on
from wasl.facts.rules.indicator import Declared, Given, Indicator, Remaining, Rule, Units
from wasl.reports.rules.definition import Cell, Column, Contents, Definition, Row

_TARGET = Bilingual("Cible du plan", "هدف المخطط")
_EXISTING = Bilingual("Unités de ce type ouvertes le jour du lancement", "وحدات من هذا النوع مفتوحة يوم الانطلاق")
_ACHIEVED = Bilingual(
    "Unités de ce type ouvertes après le lancement et toujours ouvertes",
    "وحدات من هذا النوع فتحت بعد الانطلاق وما زالت مفتوحة",
)
_REACHED = Bilingual("Somme des états déclarés et approuvés", "مجموع المعطيات المصرح بها والمصادق عليها")
_REMAINING = Bilingual("Cible − réalisé, jamais moins que zéro", "الهدف − المنجز، ولا يقل عن الصفر")


def _indicators(target: Target) -> dict[str, Indicator]:
    label, unit = Bilingual(target.label_fr, target.label_ar), Counted(target.counted)
    code = f"plan.{target.code}"

    def one(part: str, rule: Rule, of: object, formula: Bilingual) -> Indicator:
        return Indicator(f"{code}.{part}", label, label, unit, rule, of, formula)  # type: ignore[arg-type]

    figure = Figure(target.value, unit, Qualifier(target.qualifier))
    made = [
        one("target", Rule.TARGET, Given(figure), _TARGET),
        one("remaining", Rule.REMAINING, Remaining(f"{code}.target", f"{code}.achieved"), _REMAINING),
    ]
    if target.unit_type:
        types = (target.unit_type,)
        opened = Units(types=types, opened_after=target.counts_from)
        made.append(one("existing", Rule.EXISTING, Units(types=types, on=target.counts_from), _EXISTING))
        made.append(one("achieved", Rule.OPENED, opened, _ACHIEVED))
    else:
        made.append(one("achieved", Rule.SUM, Declared(target.measure), _REACHED))
    return {indicator.code: indicator for indicator in made}


def _row(number: int, target: Target) -> Row:
    parts = ("target", "existing", "achieved", "remaining") if target.unit_type else ("target", "achieved", "remaining")
    return Row(
        number,
        "targets",
        Bilingual(target.label_fr, target.label_ar),
        tuple(Cell(part, f"plan.{target.code}.{part}", is_service=False) for part in parts),
        Period.parse(target.period),
    )


def contents(period: Period, today: date) -> Contents:
    """Targets in force today, whatever the period asked: each has its own."""
    targets = list(targets_on(today))
    indicators: dict[str, Indicator] = {}
    for target in targets:
        indicators |= _indicators(target)
    return Contents(tuple(_row(number, target) for number, target in enumerate(targets, 1)), indicators)


REPORT = Definition(
    code="plan",
    title=Bilingual("Plan de développement", "مخطط التنمية"),
    purpose=Bilingual("Cibles, réalisé et reste à faire.", "الأهداف والمنجز والمتبقي."),
    sections={"targets": Bilingual("Cibles", "الأهداف")},
    columns=tuple(
        Column(label, (measure,))
        for measure, label in (
            ("target", Bilingual("Cible", "الهدف")),
            ("existing", Bilingual("Existant au départ", "الموجود عند الانطلاق")),
            ("achieved", Bilingual("Réalisé depuis", "المنجز منذئذ")),
            ("remaining", Bilingual("Reste à faire", "المتبقي")),
        )
    ),
    contents=contents,
    depths=(0,),
    notes=(
        Bilingual(
            "Réalisé : unités ouvertes après le lancement, en plus de celles qui existaient.",
            "المنجز: الوحدات التي فتحت بعد الانطلاق، علاوة على الموجودة من قبل.",
        ),
    ),
    default_period="2017-2020",
)

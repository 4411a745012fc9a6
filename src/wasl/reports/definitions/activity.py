"""What the front door did, service by service: a service made on screen has its row without any other change."""

from datetime import date

from wasl.catalogue.models import Service
from wasl.catalogue.queries import services_on
from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted
from wasl.core.period import Period
from wasl.facts.rules.indicator import Acts, Indicator, Rule
from wasl.reports.rules.definition import Cell, Column, Contents, Definition, Row

_RULES = (
    ("acts", Rule.ACTS, Counted.ACT, Bilingual("Actes de ce service", "عدد مرات تقديم الخدمة")),
    ("person_services", Rule.PERSON_SERVICES, Counted.PERSON_SERVICE,
     Bilingual("Une personne compte à chaque acte, anonymes compris",
               "يحتسب الشخص عند كل خدمة، بمن فيهم مجهولو الهوية")),
    ("persons", Rule.DISTINCT_PERSONS, Counted.PERSON,
     Bilingual("Une personne compte une fois, les anonymes ne comptent pas",
               "يحتسب الشخص مرة واحدة، ولا يحتسب مجهولو الهوية")),
)  # fmt: skip


def _indicators(service: Service) -> dict[str, Indicator]:
    label = Bilingual(service.label_fr, service.label_ar)
    of = Acts(kinds=("act",), services=(service.code,))
    made = [
        Indicator(f"activity.{service.code}.{measure}", label, label, unit, rule, of, formula)
        for measure, rule, unit, formula in _RULES
    ]
    return {indicator.code: indicator for indicator in made}


def _row(number: int, service: Service) -> Row:
    cells = tuple(Cell(m, f"activity.{service.code}.{m}", is_service=False) for m, _rule, _unit, _formula in _RULES)
    return Row(number, service.mission, Bilingual(service.label_fr, service.label_ar), cells)


def contents(period: Period, today: date) -> Contents:
    """A row for each service in force at the end of the period, as the catalogue orders them."""
    services = list(services_on(min(period.last_day, today)))
    indicators: dict[str, Indicator] = {}
    for service in services:
        indicators |= _indicators(service)
    return Contents(tuple(_row(number, service) for number, service in enumerate(services, 1)), indicators)


REPORT = Definition(
    code="activity",
    title=Bilingual("Activité par service", "النشاط حسب الخدمة"),
    purpose=Bilingual("Les actes enregistrés, service par service.", "الخدمات المسجلة، خدمة خدمة."),
    sections={
        "M1": Bilingual("Veille sociale", "اليقظة الاجتماعية"),
        "M2": Bilingual("Assistance sociale", "المساعدة الاجتماعية"),
        "M3": Bilingual("Prise en charge", "التكفل"),
        "M4": Bilingual("Inclusion", "الإدماج"),
        "M5": Bilingual("Aides d’urgence", "المساعدات الاستعجالية"),
    },
    columns=(
        Column(Bilingual("Actes", "الخدمات المقدمة"), ("acts", "value")),
        Column(Bilingual("Personnes-services", "عدد الاستفادات"), ("person_services",)),
        Column(Bilingual("Personnes distinctes", "الأشخاص دون تكرار"), ("persons",)),
    ),
    contents=contents,
    notes=(
        Bilingual(
            "Une même personne peut figurer dans plusieurs services : les colonnes ne s’additionnent pas.",
            "قد يستفيد الشخص نفسه من عدة خدمات: لا تجمع أرقام الأعمدة.",
        ),
    ),
)

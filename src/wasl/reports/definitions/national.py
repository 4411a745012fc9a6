"""The institution's year as the press quotes it: beneficiaries, structure, share of the countryside, staff."""

from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Rounding
from wasl.core.period import Period
from wasl.reports.rules.definition import Cell, Column, Contents, Definition, Row, Shown

ROWS = (
    Row(1, "beneficiaries", Bilingual("Bénéficiaires des programmes et services", "المستفيدون من البرامج والخدمات"), (
        Cell("beneficiaries", "institution.beneficiaries"),
        Cell("growth", "institution.beneficiaries_growth", Shown(screen_places=1, has_sign=True)),
    )),
    Row(2, "structure", Bilingual("Coordinations régionales", "المنسقيات الجهوية"), (
        Cell("units", "units.coordinations"),
    )),
    Row(3, "structure", Bilingual("Délégations provinciales et préfectorales", "المندوبيات الإقليمية"), (
        Cell("units", "units.delegations"),
    )),
    Row(4, "structure", Bilingual("Établissements et centres sociaux", "المؤسسات والمراكز الاجتماعية"), (
        Cell("establishments", "units.establishments"),
    )),
    Row(5, "structure", Bilingual("dont en milieu rural", "منها بالوسط القروي"), (
        Cell("establishments", "units.rural"),
        # The institution cuts this share off on paper: 46.62 % is published as 46 %.
        Cell("share", "units.rural_share", Shown(rounding=Rounding.FLOOR, screen_places=1)),
    )),
    Row(6, "resources", Bilingual("Agents mobilisés", "الأعوان المعبؤون"), (
        Cell("agents", "institution.agents"),
    )),
    Row(7, "recorded", Bilingual("Actes enregistrés dans Wasl", "الخدمات المسجلة في وصل"), (
        Cell("acts", "assistance.acts"),
        Cell("person_services", "assistance.person_services"),
        Cell("persons", "assistance.persons"),
    )),
)  # fmt: skip


def contents(period: Period, today: date) -> Contents:
    return Contents(ROWS)


REPORT = Definition(
    code="national",
    title=Bilingual("Bilan national", "الحصيلة الوطنية"),
    purpose=Bilingual("L’institution entière, une année.", "المؤسسة كلها خلال سنة."),
    sections={
        "beneficiaries": Bilingual("Bénéficiaires", "المستفيدون"),
        "structure": Bilingual("Structure", "البنية"),
        "resources": Bilingual("Moyens humains", "الموارد البشرية"),
        "recorded": Bilingual("Actes enregistrés", "الخدمات المسجلة"),
    },
    columns=(
        Column(Bilingual("Nombre", "العدد"), ("beneficiaries", "units", "establishments", "agents", "acts", "value")),
        Column(Bilingual("Part, évolution", "النسبة، التطور"), ("share", "growth")),
        Column(Bilingual("Personnes-services", "عدد الاستفادات"), ("person_services",)),
        Column(Bilingual("Personnes distinctes", "الأشخاص دون تكرار"), ("persons",)),
    ),
    contents=contents,
    depths=(0,),
    notes=(
        Bilingual(
            "Le nombre publié de bénéficiaires est déclaré ; il compte très probablement des personnes-services.",
            "عدد المستفيدين المنشور معطى مصرح به، ويرجح أنه يحتسب الاستفادات لا الأشخاص.",
        ),
    ),
    default_period="2016",
)

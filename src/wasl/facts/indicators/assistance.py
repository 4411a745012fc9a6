"""What is recorded at the front door: receptions, acts, orientations, and the persons in them."""

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted
from wasl.facts.rules.indicator import Acts, Indicator, Rule

_DISTINCT = Bilingual(
    "Personnes distinctes parmi les enregistrements de la période ; deux fiches reconnues comme une même personne"
    " comptent une fois, les anonymes ne comptent pas",
    "أشخاص دون تكرار ضمن تسجيلات الفترة؛ بطاقتان تبين أنهما لشخص واحد تحتسبان مرة واحدة، ولا يحتسب مجهولو الهوية",
)
_LINKS = Bilingual(
    "Une personne, un service : la même personne compte à chaque acte, anonymes compris",
    "شخص وخدمة: يحتسب الشخص نفسه عن كل خدمة، بمن فيهم مجهولو الهوية",
)
_ROWS = Bilingual("Actes enregistrés dans la période", "الخدمات المسجلة خلال الفترة")

INDICATORS = (
    Indicator(
        "assistance.received",
        Bilingual("Personnes accueillies ou orientées", "الأشخاص المستقبلون أو الموجهون"),
        Bilingual("Personnes distinctes accueillies ou orientées", "أشخاص دون تكرار استقبلوا أو وجهوا"),
        Counted.PERSON,
        Rule.DISTINCT_PERSONS,
        Acts(kinds=("reception", "orientation")),
        _DISTINCT,
        beside="reception.beneficiaries",
    ),
    Indicator(
        "assistance.persons",
        Bilingual("Personnes distinctes", "الأشخاص دون تكرار"),
        Bilingual("Personnes distinctes dans tous les enregistrements", "أشخاص دون تكرار في جميع التسجيلات"),
        Counted.PERSON,
        Rule.DISTINCT_PERSONS,
        Acts(),
        _DISTINCT,
    ),
    Indicator(
        "assistance.person_services",
        Bilingual("Personnes-services", "عدد الاستفادات"),
        Bilingual("Liens entre une personne et un acte", "كل استفادة لشخص من خدمة"),
        Counted.PERSON_SERVICE,
        Rule.PERSON_SERVICES,
        Acts(kinds=("act",)),
        _LINKS,
    ),
    Indicator(
        "assistance.acts",
        Bilingual("Actes", "الخدمات المقدمة"),
        Bilingual("Actes enregistrés", "الخدمات المسجلة"),
        Counted.ACT,
        Rule.ACTS,
        Acts(kinds=("act",)),
        _ROWS,
    ),
)

"""What is said of the institution as a whole."""

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted
from wasl.facts.rules.indicator import Growth, Indicator, Rule

INDICATORS = (
    Indicator(
        "institution.beneficiaries_growth",
        Bilingual("Évolution du nombre de bénéficiaires", "تطور عدد المستفيدين"),
        Bilingual("Évolution par rapport à la période précédente", "التطور مقارنة مع الفترة السابقة"),
        Counted.PERCENT,
        Rule.GROWTH,
        Growth("institution.beneficiaries"),
        Bilingual(
            "(Bénéficiaires de la période − période précédente) ÷ période précédente × 100",
            "(مستفيدو الفترة − الفترة السابقة) ÷ الفترة السابقة × 100",
        ),
    ),
)

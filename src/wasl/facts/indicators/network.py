"""What the institution has: units and establishments, counted on the tree of the period."""

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted
from wasl.facts.rules.indicator import Indicator, Rule, Share, Units, existing

#: Establishments and social centres; cells and mobile teams are counted apart.
RECEIVING = ("CENTRE",)

INDICATORS = (
    existing("units.coordinations", Bilingual("Coordinations régionales", "المنسقيات الجهوية"),
             Counted.UNIT, Units(kinds=("COORD",))),
    existing("units.delegations", Bilingual("Délégations provinciales et préfectorales", "المندوبيات الإقليمية"),
             Counted.UNIT, Units(kinds=("DELEG",))),
    existing("units.establishments", Bilingual("Établissements et centres sociaux", "المؤسسات والمراكز الاجتماعية"),
             Counted.ESTABLISHMENT, Units(kinds=RECEIVING)),
    existing("units.rural", Bilingual("Établissements et centres en milieu rural", "المؤسسات والمراكز بالوسط القروي"),
             Counted.ESTABLISHMENT, Units(kinds=RECEIVING, area="RUR")),
    Indicator(
        "units.rural_share",
        Bilingual("Part du milieu rural", "حصة الوسط القروي"),
        Bilingual("Part des établissements situés en milieu rural", "نسبة المؤسسات الموجودة بالوسط القروي"),
        Counted.PERCENT,
        Rule.SHARE,
        Share("units.rural", "units.establishments"),
        Bilingual("Établissements en milieu rural ÷ ensemble des établissements × 100",
                  "المؤسسات بالوسط القروي ÷ مجموع المؤسسات × 100"),
    ),
    existing("units.eps", Bilingual("Établissements de protection sociale", "مؤسسات الرعاية الاجتماعية"),
             Counted.ESTABLISHMENT, Units(is_eps=True)),
    existing("units.cef", Bilingual("Centres d’éducation et de formation", "مراكز التربية والتكوين"),
             Counted.ESTABLISHMENT, Units(types=("CEF",))),
    existing("units.je", Bilingual("Jardins d’enfants", "رياض الأطفال"),
             Counted.ESTABLISHMENT, Units(types=("JE",))),
    existing("units.alpha", Bilingual("Espaces d’alphabétisation", "فضاءات محو الأمية"),
             Counted.SPACE, Units(types=("ALPHA",))),
)  # fmt: skip

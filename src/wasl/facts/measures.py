"""What units declare while the rooms that would record it do not exist yet: data, one entry per measure."""

from dataclasses import dataclass

from wasl.core.bilingual import Bilingual
from wasl.core.figures import Counted


class UnknownMeasure(LookupError):
    """No measure bears this code."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Declared by units of these kinds or establishment types (`is_eps`: any with an EPS category).

    `has_lines`: a unit may declare several, one per association, project or commune.
    """

    code: str
    label: Bilingual
    unit: Counted
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    is_eps: bool = False
    has_lines: bool = False
    is_sensitive: bool = False

    def is_expected_of(self, *, kind: str, type: str, eps_category: str) -> bool:
        return kind in self.kinds or type in self.types or (self.is_eps and bool(eps_category))


_DELEGATION = ("DELEG",)
_MEASURES = (
    Measure("eps.beneficiaries", Bilingual("Bénéficiaires de l’établissement", "المستفيدون من خدمات المؤسسة"),
            Counted.PERSON, is_eps=True),
    Measure("eps.amount", Bilingual("Subvention d’appui à la gestion", "الدعم المرصود لتدبير المؤسسة"),
            Counted.MAD, is_eps=True),
    Measure("partners.associations", Bilingual("Associations partenaires", "الجمعيات الشريكة"),
            Counted.ASSOCIATION, kinds=_DELEGATION, has_lines=True),
    Measure("partners.beneficiaries",
            Bilingual("Bénéficiaires des associations partenaires", "المستفيدون من خدمات الجمعيات الشريكة"),
            Counted.PERSON, kinds=_DELEGATION, has_lines=True),
    Measure("cooperatives.cooperatives",
            Bilingual("Coopératives créées par les lauréates", "التعاونيات المحدثة من طرف الخريجات"),
            Counted.COOPERATIVE, kinds=_DELEGATION, has_lines=True),
    Measure("cef.beneficiaries_f", Bilingual("Bénéficiaires du centre (femmes)", "المستفيدات من خدمات المركز"),
            Counted.WOMAN, types=("CEF",)),
    Measure("je.children", Bilingual("Enfants accueillis", "الأطفال المستفيدون"), Counted.CHILD, types=("JE",)),
    Measure("alpha.beneficiaries_f", Bilingual("Femmes en alphabétisation", "المستفيدات من محو الأمية"),
            Counted.WOMAN, types=("ALPHA",)),
    Measure("subsidies.associations", Bilingual("Associations subventionnées", "الجمعيات المستفيدة من الدعم"),
            Counted.ASSOCIATION, kinds=_DELEGATION, has_lines=True),
    Measure("subsidies.amount", Bilingual("Subventions versées", "مبلغ الدعم العمومي"),
            Counted.MAD, kinds=_DELEGATION, has_lines=True),
    Measure("schooling.associations",
            Bilingual("Associations d’appui à la scolarisation", "الجمعيات المكلفة بدعم التمدرس"),
            Counted.ASSOCIATION, kinds=_DELEGATION, has_lines=True),
    Measure("schooling.beneficiaries",
            Bilingual("Enfants en situation de handicap scolarisés", "الأطفال المستفيدون من دعم التمدرس"),
            Counted.PERSON, kinds=_DELEGATION, has_lines=True, is_sensitive=True),
    Measure("schooling.amount", Bilingual("Coût de l’appui à la scolarisation", "كلفة دعم التمدرس"),
            Counted.MAD, kinds=_DELEGATION, has_lines=True),
    Measure("disability_aids.beneficiaries",
            Bilingual("Personnes en situation de handicap aidées", "الأشخاص في وضعية إعاقة المستفيدون من المساعدات"),
            Counted.PERSON, kinds=_DELEGATION, types=("COAPH",), has_lines=True),
    Measure("income_projects.projects", Bilingual("Projets générateurs de revenus", "المشاريع المدرة للدخل"),
            Counted.PROJECT, kinds=_DELEGATION, has_lines=True),
    Measure("income_projects.amount",
            Bilingual("Montant des projets générateurs de revenus", "مبلغ دعم المشاريع المدرة للدخل"),
            Counted.MAD, kinds=_DELEGATION, has_lines=True),
    Measure("devices.hearing_aids", Bilingual("Prothèses auditives remises", "السماعات الطبية الموزعة"),
            Counted.ITEM, kinds=_DELEGATION, types=("COAPH",)),
    Measure("devices.wheelchairs",
            Bilingual("Fauteuils roulants et équipements remis", "الكراسي المتحركة والمعدات الموزعة"),
            Counted.ITEM, kinds=_DELEGATION, types=("COAPH",)),
    Measure("devices.prostheses", Bilingual("Membres artificiels remis", "الأطراف الاصطناعية الموزعة"),
            Counted.ITEM, kinds=_DELEGATION, types=("COAPH",)),
    Measure("reception.beneficiaries", Bilingual("Personnes accueillies et orientées", "الأشخاص المستقبلون والموجهون"),
            Counted.PERSON, types=("CAS", "COAPH", "CPROX", "JISR")),
    Measure("child_protection.children",
            Bilingual("Enfants suivis par la cellule", "الأطفال المستفيدون من خدمات الخلية"),
            Counted.CHILD, types=("UPE", "CAPE"), is_sensitive=True),
    Measure("proximity.persons",
            Bilingual("Personnes servies par le centre de proximité", "الأشخاص المستفيدون من مركز القرب"),
            Counted.PERSON, types=("UPE", "CPROX", "CVS")),
    Measure("distributions.households", Bilingual("Ménages ayant reçu une aide", "الأسر المستفيدة من المساعدات"),
            Counted.HOUSEHOLD, kinds=_DELEGATION, has_lines=True),
    Measure("institution.beneficiaries",
            Bilingual("Bénéficiaires des programmes et services", "المستفيدون من البرامج والخدمات"),
            Counted.PERSON, kinds=("HQ",)),
    Measure("institution.agents", Bilingual("Agents mobilisés", "الأعوان المعبؤون"), Counted.AGENT, kinds=("HQ",)),
)  # fmt: skip

MEASURES = {measure.code: measure for measure in _MEASURES}


def measure_of(code: str) -> Measure:
    try:
        return MEASURES[code]
    except KeyError:
        raise UnknownMeasure(code) from None


def measures_of(*, kind: str, type: str, eps_category: str) -> tuple[Measure, ...]:
    """What a unit of this sort is asked to declare, in the order of the report."""
    return tuple(m for m in _MEASURES if m.is_expected_of(kind=kind, type=type, eps_category=eps_category))

"""The year of a province or prefecture, in the sixteen rows a delegation publishes."""

from datetime import date

from wasl.core.bilingual import Bilingual
from wasl.core.period import Period
from wasl.reports.rules.definition import Cell, Column, Contents, Definition, Row, Shown

SECTIONS = {
    "eps": Bilingual("Protection sociale", "الرعاية الاجتماعية"),
    "partners": Bilingual("Partenaires", "الشركاء"),
    "inclusion": Bilingual("Inclusion", "الإدماج"),
    "subsidies": Bilingual("Subventions", "الدعم العمومي"),
    "disability": Bilingual("Handicap", "الإعاقة"),
    "assistance": Bilingual("Assistance sociale", "المساعدة الاجتماعية"),
    "emergency": Bilingual("Aide d’urgence", "المساعدة الاستعجالية"),
}
ROWS = (
    Row(1, "eps", Bilingual("Établissements de protection sociale", "مؤسسات الرعاية الاجتماعية"), (
        Cell("establishments", "units.eps"),
        Cell("beneficiaries", "eps.beneficiaries"),
        Cell("amount", "eps.amount"),
    )),
    Row(2, "partners", Bilingual("Associations de développement partenaires", "الجمعيات التنموية الشريكة"), (
        Cell("associations", "partners.associations"),
        Cell("beneficiaries", "partners.beneficiaries"),
    )),
    Row(3, "partners", Bilingual("Coopératives créées par les lauréates des CEF",
                                 "التعاونيات المحدثة من طرف خريجات مراكز التربية والتكوين"), (
        Cell("cooperatives", "cooperatives.cooperatives"),
    )),
    Row(4, "inclusion", Bilingual("Centres d’éducation et de formation", "مراكز التربية والتكوين"), (
        Cell("establishments", "units.cef"),
        Cell("beneficiaries_f", "cef.beneficiaries_f"),
    )),
    Row(5, "inclusion", Bilingual("Jardins d’enfants", "رياض الأطفال"), (
        Cell("establishments", "units.je"),
        Cell("children", "je.children"),
    )),
    Row(6, "inclusion", Bilingual("Espaces d’alphabétisation", "فضاءات محو الأمية"), (
        Cell("establishments", "units.alpha"),
        Cell("beneficiaries_f", "alpha.beneficiaries_f"),
    )),
    Row(7, "subsidies", Bilingual("Subventions publiques aux associations", "الدعم العمومي لجمعيات المجتمع المدني"), (
        Cell("associations", "subsidies.associations"),
        Cell("amount", "subsidies.amount"),
    )),
    Row(8, "disability", Bilingual("Appui à la scolarisation (handicap)",
                                   "دعم تمدرس الأطفال في وضعية صعبة (إعاقة)"), (
        Cell("associations", "schooling.associations"),
        Cell("beneficiaries", "schooling.beneficiaries"),
        Cell("amount", "schooling.amount"),
    )),
    Row(9, "disability", Bilingual("Aides diverses aux personnes en situation de handicap",
                                   "مساعدات مختلفة للأشخاص في وضعية إعاقة"), (
        # Aids are counted as deliveries as well: their persons stay apart from the person-services.
        Cell("beneficiaries", "disability_aids.beneficiaries", Shown(floor_step=100), is_service=False),
    )),
    Row(10, "disability", Bilingual("Activités génératrices de revenus", "مشاريع مدرة للدخل"), (
        Cell("projects", "income_projects.projects"),
        Cell("amount", "income_projects.amount"),
    )),
    Row(11, "disability", Bilingual("Prothèses auditives", "سماعات طبية"), (
        Cell("quantity", "devices.hearing_aids"),
    )),
    Row(12, "disability", Bilingual("Fauteuils roulants et équipements", "كراسي متحركة ومعدات"), (
        Cell("quantity", "devices.wheelchairs"),
    )),
    Row(13, "disability", Bilingual("Prothèses (membres artificiels)", "أطراف اصطناعية"), (
        Cell("quantity", "devices.prostheses"),
    )),
    Row(14, "assistance", Bilingual("Accueil et orientation des personnes en situation difficile",
                                    "الاستقبال والتوجيه لفائدة الأشخاص في وضعية صعبة"), (
        Cell("beneficiaries", "reception.merged"),
    )),
    Row(15, "assistance", Bilingual("Cellule de protection de l’enfance", "خلية (حماية) الطفولة"), (
        Cell("children", "child_protection.merged"),
    )),
    Row(16, "emergency", Bilingual("Distribution d’aides (denrées et vêtements)",
                                   "توزيع المساعدات (مواد غذائية وملابس)"), (
        Cell("households", "distributions.households"),
    )),
)  # fmt: skip


def contents(period: Period, today: date) -> Contents:
    return Contents(ROWS)


REPORT = Definition(
    code="provincial",
    title=Bilingual("Bilan", "حصيلة"),
    listed=Bilingual("Bilan d’une province", "حصيلة إقليم"),
    purpose=Bilingual("L’année d’une province, en seize lignes.", "سنة إقليم في ستة عشر سطرا."),
    sections=SECTIONS,
    columns=(
        Column(Bilingual("Établissements, associations", "مؤسسات، جمعيات"),
               ("establishments", "associations", "cooperatives", "projects", "quantity")),
        Column(Bilingual("Personnes, ménages", "أشخاص، أسر"),
               ("beneficiaries", "beneficiaries_f", "children", "households", "value")),
        Column(Bilingual("Montant (DH)", "المبلغ (درهم)"), ("amount",)),
    ),
    contents=contents,
    has_totals=True,
    notes=(
        Bilingual(
            "Les personnes, les ménages et les montants ne s’additionnent pas entre eux.",
            "الأشخاص والأسر والمبالغ لا تجمع فيما بينها.",
        ),
        Bilingual(
            "Bénéficiaires : personnes distinctes servies dans la période, dans la ligne ;"
            " une même personne peut figurer dans plusieurs lignes.",
            "المستفيدون: أشخاص دون تكرار داخل السطر الواحد خلال الفترة؛ وقد يرد الشخص نفسه في عدة أسطر.",
        ),
    ),
    default_period="2018",
)  # fmt: skip

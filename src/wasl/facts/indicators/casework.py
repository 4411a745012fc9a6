"""What becomes of people: dossiers opened and closed, orientations answered and served, children protected."""

from wasl.core.bilingual import Bilingual as Two
from wasl.core.figures import Counted
from wasl.facts.rules.indicator import Casework, Indicator, Rule, Share

_EACH = Two("Chaque fait de la période compte une fois", "تحتسب كل واقعة خلال الفترة مرة واحدة")
_CHILDREN = Two(
    "Enfants distincts ; deux fiches reconnues comme un même enfant comptent une fois",
    "أطفال دون تكرار؛ بطاقتان تبين أنهما لطفل واحد تحتسبان مرة واحدة",
)
_TOLD = Two(
    "Enfants des signaux reçus dans la période ; un même fait signalé deux fois compte une fois",
    "أطفال الإشارات المتوصل بها خلال الفترة؛ الواقعة المبلغ عنها مرتين تحتسب مرة واحدة",
)


def _count(code: str, label: Two, formula: Two, kind: str, *keys: str) -> Indicator:
    return Indicator(code, label, label, Counted.ACT, Rule.ACTS, Casework((kind,), keys), formula)


def _share(code: str, label: Two, formula: Two, numerator: str, denominator: str) -> Indicator:
    return Indicator(code, label, label, Counted.PERCENT, Rule.SHARE, Share(numerator, denominator), formula)


def _children(code: str, label: Two, rule: Rule, formula: Two, kind: str, *keys: str, beside: str = "") -> Indicator:
    """Counts of children in danger: hidden under the threshold in whatever leaves the institution."""
    of = Casework((kind,), keys)
    return Indicator(code, label, label, Counted.CHILD, rule, of, formula, is_sensitive=True, beside=beside)


INDICATORS = (
    _count("cases.opened", Two("Dossiers ouverts", "الملفات المفتوحة"), _EACH, "case_opened"),
    _count("cases.closed", Two("Dossiers clos", "الملفات المغلقة"), _EACH, "case_closed"),
    _count("cases.reached", Two("Dossiers clos, but atteint", "الملفات المغلقة بتحقيق الهدف"),
           Two("Clos pour objectifs atteints, autonomie ou retour en famille",
               "أغلقت لتحقيق الأهداف أو للاستقلالية أو للرجوع إلى الأسرة"),
           "case_closed", "OBJ_ATTEINT", "AUTONOMIE", "RET_FAM"),
    _count("cases.lost", Two("Dossiers clos, personne perdue de vue", "الملفات المغلقة لانقطاع الاتصال"),
           Two("Clos parce que la personne est perdue de vue", "أغلقت لانقطاع الاتصال بالشخص"),
           "case_closed", "PERDU_VUE"),
    _share("cases.reached_share", Two("Part des dossiers clos, but atteint", "نسبة الملفات المغلقة بتحقيق الهدف"),
           Two("Clos but atteint ÷ dossiers clos × 100", "المغلقة بتحقيق الهدف ÷ الملفات المغلقة × 100"),
           "cases.reached", "cases.closed"),
    _count("orientations.sent", Two("Orientations envoyées", "التوجيهات المرسلة"), _EACH, "orientation"),
    _count("orientations.in_time", Two("Orientations répondues à temps", "التوجيهات المجاب عنها في الأجل"),
           Two("Envoyées dans la période, avec une réponse le dernier jour du délai au plus tard (« reçue » n’en"
               " est pas une)", "أرسلت خلال الفترة وأجيب عنها داخل الأجل (لا يعد التوصل جوابا)"), "answered_in_time"),
    _share("orientations.in_time_share", Two("Part répondue à temps", "نسبة الجواب في الأجل"),
           Two("Répondues à temps ÷ envoyées × 100", "المجاب عنها في الأجل ÷ المرسلة × 100"),
           "orientations.in_time", "orientations.sent"),
    _count("orientations.served", Two("Orientations servies", "التوجيهات المستفاد منها"),
           Two("Envoyées dans la période, et dont le service a été donné", "أرسلت خلال الفترة وقدمت الخدمة"), "served"),
    _share("orientations.take_up", Two("Taux d’aboutissement", "نسبة الاستفادة الفعلية"),
           Two("Servies ÷ envoyées × 100", "المستفاد منها ÷ المرسلة × 100"),
           "orientations.served", "orientations.sent"),
    _children("protection.children", Two("Enfants suivis en protection", "الأطفال المتتبعون في الحماية"),
              Rule.DISTINCT_PERSONS, _CHILDREN, "circuit", "CHILD", beside="child_protection.children"),
    _children("protection.signalled", Two("Enfants signalés", "الأطفال موضوع الإشارات"), Rule.ACTS, _TOLD,
              "child_signalled"),
    _children("protection.same_day", Two("Enfants signalés, première action le jour même",
                                         "الأطفال موضوع الإشارات، أول إجراء في اليوم نفسه"),
              Rule.ACTS, _TOLD, "child_same_day"),
    _children("protection.reported", Two("Enfants signalés à la justice", "الأطفال المبلغ عنهم لدى القضاء"),
              Rule.DISTINCT_PERSONS, _CHILDREN, "child_reported"),
    _children("protection.placed", Two("Enfants placés", "الأطفال المودعون"), Rule.DISTINCT_PERSONS, _CHILDREN,
              "child_placed"),
    _children("protection.follow_up_due", Two("Enfants à revoir", "الأطفال المقررة معاينتهم"), Rule.DISTINCT_PERSONS,
              _CHILDREN, "follow_up_due"),
    _children("protection.follow_up_in_time", Two("Enfants revus à temps", "الأطفال المعاينون في الأجل"),
              Rule.DISTINCT_PERSONS, _CHILDREN, "follow_up_in_time"),
)  # fmt: skip

"""What becomes of people: how long they wait, dossiers, orientations answered and served, children protected."""

from wasl.core.bilingual import Bilingual as Two
from wasl.core.figures import Counted
from wasl.facts.rules.indicator import Casework, Indicator, PerAgent, Rule, Share

_EACH = Two("Chaque fait de la période compte une fois", "تحتسب كل واقعة خلال الفترة مرة واحدة")
_CHILDREN = Two(
    "Enfants distincts ; deux fiches reconnues comme un même enfant comptent une fois",
    "أطفال دون تكرار؛ بطاقتان تبين أنهما لطفل واحد تحتسبان مرة واحدة",
)
_TOLD = Two(
    "Enfants des signaux reçus dans la période ; un même fait signalé deux fois compte une fois",
    "أطفال الإشارات المتوصل بها خلال الفترة؛ الواقعة المبلغ عنها مرتين تحتسب مرة واحدة",
)


_MEDIAN = Two(
    "La moitié des durées enregistrées sont plus courtes ; une fiche saisie après coup ne compte pas",
    "نصف المدد المسجلة أقصر منها؛ ولا تحتسب الاستمارات المدخلة لاحقا",
)
_DURATION = Two("La moitié des durées enregistrées sont plus courtes", "نصف المدد المسجلة أقصر منها")
_AT_THE_END = Two("Au dernier jour de la période", "في آخر يوم من الفترة")


def _count(code: str, label: Two, formula: Two, kind: str, *keys: str, unit: Counted = Counted.CASE) -> Indicator:
    return Indicator(code, label, label, unit, Rule.ACTS, Casework((kind,), keys), formula)


def _orientations(code: str, label: Two, formula: Two, kind: str) -> Indicator:
    """One person, one service asked for her."""
    return _count(code, label, formula, kind, unit=Counted.PERSON_SERVICE)


def _share(
    code: str, label: Two, formula: Two, numerator: str, denominator: str, *, is_sensitive: bool = False
) -> Indicator:
    of = Share(numerator, denominator)
    return Indicator(code, label, label, Counted.PERCENT, Rule.SHARE, of, formula, is_sensitive)


def _median(code: str, label: Two, formula: Two, kind: str, *, is_sensitive: bool = False) -> Indicator:
    return Indicator(code, label, label, Counted.MINUTE, Rule.MEDIAN, Casework((kind,)), formula, is_sensitive)


def _children(code: str, label: Two, rule: Rule, formula: Two, kind: str, *keys: str, beside: str = "") -> Indicator:
    """Counts of children in danger: shown to nobody under the threshold."""
    of = Casework((kind,), keys)
    return Indicator(code, label, label, Counted.CHILD, rule, of, formula, is_sensitive=True, beside=beside)


def closed_for(reason: str, label: Two) -> Indicator:
    """Dossiers closed for one reason of the vocabulary."""
    return _count(f"cases.closed.{reason}", label, _EACH, "case_closed", reason)


#: Closings that say that what was wanted came about.
REACHED = ("OBJ_ATTEINT", "AUTONOMIE", "RET_FAM")

INDICATORS = (
    _median("reception.wait", Two("Attente médiane à l’accueil (minutes)", "وسيط الانتظار عند الاستقبال (بالدقائق)"),
            _MEDIAN, "wait_time"),
    _count("cases.opened", Two("Dossiers ouverts", "الملفات المفتوحة"), _EACH, "case_opened"),
    _count("cases.open", Two("Dossiers en cours à la fin de la période", "الملفات الجارية في نهاية الفترة"),
           _AT_THE_END, "case_open"),
    Indicator("cases.workers", Two("Agents chargés de ces dossiers", "الأعوان المكلفون بهذه الملفات"),
              Two("Agents distincts chargés de ces dossiers", "أعوان دون تكرار مكلفون بهذه الملفات"),
              Counted.AGENT, Rule.DISTINCT_PERSONS, Casework(("case_worker",)), _AT_THE_END),
    Indicator("cases.per_worker", Two("Dossiers en cours par agent", "عدد الملفات الجارية لكل عون"),
              Two("Dossiers en cours par agent", "عدد الملفات الجارية لكل عون"), Counted.PER_AGENT, Rule.PER_AGENT,
              PerAgent("cases.open", "cases.workers"),
              Two("Dossiers en cours ÷ agents qui en sont chargés", "الملفات الجارية ÷ الأعوان المكلفون بها")),
    _count("cases.closed", Two("Dossiers clos", "الملفات المغلقة"), _EACH, "case_closed"),
    _count("cases.reached", Two("Dossiers clos, but atteint", "الملفات المغلقة بتحقيق الهدف"),
           Two("Clos pour objectifs atteints, autonomie ou retour en famille",
               "أغلقت لتحقيق الأهداف أو للاستقلالية أو للرجوع إلى الأسرة"),
           "case_closed", *REACHED),
    _share("cases.reached_share", Two("Part des dossiers clos, but atteint", "نسبة الملفات المغلقة بتحقيق الهدف"),
           Two("Clos but atteint ÷ dossiers clos × 100", "المغلقة بتحقيق الهدف ÷ الملفات المغلقة × 100"),
           "cases.reached", "cases.closed"),
    _orientations("orientations.sent", Two("Orientations envoyées", "التوجيهات المرسلة"), _EACH, "orientation"),
    _orientations("orientations.in_time", Two("Orientations répondues à temps", "التوجيهات المجاب عنها في الأجل"),
           Two("Envoyées dans la période, avec une réponse le dernier jour du délai au plus tard (« reçue » n’en"
               " est pas une)", "أرسلت خلال الفترة وأجيب عنها داخل الأجل (لا يعد التوصل جوابا)"), "answered_in_time"),
    _share("orientations.in_time_share", Two("Part répondue à temps", "نسبة الجواب في الأجل"),
           Two("Répondues à temps ÷ envoyées × 100", "المجاب عنها في الأجل ÷ المرسلة × 100"),
           "orientations.in_time", "orientations.sent"),
    _orientations("orientations.served", Two("Orientations servies", "التوجيهات المستفاد منها"),
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
    _share("protection.same_day_share", Two("Part agie le jour même", "نسبة التدخل في اليوم نفسه"),
           Two("Première action le jour même ÷ enfants signalés × 100",
               "أول إجراء في اليوم نفسه ÷ الأطفال موضوع الإشارات × 100"),
           "protection.same_day", "protection.signalled", is_sensitive=True),
    _median("protection.first_action", Two("Délai médian de la première action (minutes)",
                                           "وسيط أجل أول إجراء (بالدقائق)"),
            _DURATION, "child_action_time", is_sensitive=True),
    _children("protection.reported", Two("Enfants signalés à la justice", "الأطفال المبلغ عنهم لدى القضاء"),
              Rule.DISTINCT_PERSONS, _CHILDREN, "child_reported"),
    _children("protection.placed", Two("Enfants placés", "الأطفال المودعون"), Rule.DISTINCT_PERSONS, _CHILDREN,
              "child_placed"),
    _children("protection.kafala", Two("Enfants confiés en kafala", "الأطفال المسندون للكفالة"),
              Rule.DISTINCT_PERSONS, _CHILDREN, "child_left", "KAFALA"),
    _children("protection.follow_up_due", Two("Enfants à revoir", "الأطفال المقررة معاينتهم"), Rule.DISTINCT_PERSONS,
              _CHILDREN, "follow_up_due"),
    _children("protection.follow_up_in_time", Two("Enfants revus à temps", "الأطفال المعاينون في الأجل"),
              Rule.DISTINCT_PERSONS, _CHILDREN, "follow_up_in_time"),
    _share("protection.follow_up_share", Two("Part revue à temps", "نسبة المعاينة في الأجل"),
           Two("Revus à temps ÷ à revoir × 100", "المعاينون في الأجل ÷ المقررة معاينتهم × 100"),
           "protection.follow_up_in_time", "protection.follow_up_due", is_sensitive=True),
)  # fmt: skip

"""What establishments declare week by week, until the rooms that record it exist."""

from wasl.core.bilingual import Bilingual as Two
from wasl.watch.rules.indicator import Fineness, Silence, Watched, Weekly


def _weekly(code: str, label: Two, subject: Two, todo: Two, *measures: str, signal: str, fine: bool = False) -> Watched:
    fineness = Fineness.COMMUNE if fine else Fineness.PROVINCE
    return Watched(code, label, subject, todo, Weekly(measures), fineness, signal, is_published=True)


WATCHED = (
    _weekly("absences.kindergarten", Two("Absences au jardin d’enfants", "الغياب عن رياض الأطفال"),
            Two("Les absences d’enfants aux jardins d’enfants", "غيابات الأطفال عن رياض الأطفال"),
            Two("appeler les jardins d’enfants : pourquoi les enfants ne viennent-ils plus ?",
                "الاتصال برياض الأطفال: لماذا لم يعد الأطفال يحضرون؟"),
            "je.absences", signal="DECROCHAGE", fine=True),
    _weekly("absences.school_home", Two("Absences aux foyers d’élèves", "الغياب عن دور الطالب والطالبة"),
            Two("Les absences d’élèves aux foyers (Dar Talib, Dar Taliba)", "غيابات التلاميذ عن دور الطالب والطالبة"),
            Two("appeler les foyers : les élèves sont-ils rentrés chez eux, et pourquoi ?",
                "الاتصال بالدور: هل عاد التلاميذ إلى بيوتهم ولماذا؟"),
            "dt.absences", signal="DECROCHAGE", fine=True),
    _weekly("absences.training", Two("Absences aux ateliers", "الغياب عن الورشات"),
            Two("Les absences aux ateliers et aux cours", "الغيابات عن الورشات والدروس"),
            Two("demander aux formatrices ce qui retient les inscrites", "سؤال المؤطرات عما يمنع المسجلات من الحضور"),
            "cef.absences", signal="BAISSE_ACT"),
    _weekly("left.school", Two("Départs d’enfants et d’élèves", "مغادرة الأطفال والتلاميذ"),
            Two("Les départs définitifs d’enfants et d’élèves", "المغادرات النهائية للأطفال والتلاميذ"),
            Two("demander où partent les familles", "السؤال عن وجهة الأسر المغادرة"),
            "je.left", "dt.left", signal="MIGR_INT"),
    _weekly("refused.homes", Two("Admissions refusées en établissement", "طلبات الإيواء المرفوضة بالمؤسسات"),
            Two("Les admissions refusées faute de place dans les établissements",
                "طلبات الإيواء المرفوضة بالمؤسسات لعدم وجود مكان"),
            Two("chercher des places dans les établissements voisins", "البحث عن أماكن في المؤسسات المجاورة"),
            "eps.refused", signal="SURCHARGE"),
    Watched("silence", Two("Centres muets", "مراكز صامتة"), Two("Ce centre", "هذا المركز"),
            Two("appeler le centre : panne, absence, fermeture ?", "الاتصال بالمركز: عطل أم غياب أم إغلاق؟"),
            Silence(), Fineness.COMMUNE, "BAISSE_ACT"),
)  # fmt: skip

"""What people lack: situations that begin in dossiers, requests that could not be met, and those refused elsewhere."""

from wasl.core.bilingual import Bilingual as Two
from wasl.facts.rules.indicator import Needs
from wasl.watch.rules.indicator import Fineness, Watched


def _situation(
    code: str, label: Two, subject: Two, todo: Two, *codes: str, signal: str, fineness: Fineness = Fineness.PROVINCE
) -> Watched:
    of = Needs(("situation",), codes)
    return Watched(code, label, subject, todo, of, fineness, signal, is_sensitive=fineness is Fineness.MONTH)


def _request(
    code: str,
    label: Two,
    subject: Two,
    todo: Two,
    kind: str,
    *keys: str,
    fine: bool = False,
    is_published: bool = False,
) -> Watched:
    fineness = Fineness.COMMUNE if fine else Fineness.PROVINCE
    return Watched(code, label, subject, todo, Needs((kind,), keys), fineness, "SERVICE_ABS", is_published=is_published)


WATCHED = (
    _situation("situations.jobs", Two("Situations sans emploi", "وضعيات بدون عمل"),
               Two("Les nouveaux dossiers de personnes sans emploi", "الملفات الجديدة لأشخاص بدون عمل"),
               Two("demander quelle activité s’est arrêtée, et prévenir l’agence de l’emploi",
                   "السؤال عن النشاط الذي توقف وإشعار وكالة التشغيل"),
               "SANS_EMPLOI", signal="PERTE_EMPL", fineness=Fineness.COMMUNE),
    _situation("situations.income", Two("Situations sans revenu", "وضعيات بدون دخل"),
               Two("Les nouveaux dossiers de familles sans revenu suffisant", "الملفات الجديدة لأسر بدون دخل كاف"),
               Two("vérifier si l’aide directe a été interrompue", "التحقق من انقطاع الدعم المباشر"),
               "PAUVRETE", signal="PRIX"),
    _situation("situations.housing", Two("Situations de logement", "وضعيات السكن"),
               Two("Les nouveaux dossiers de personnes mal logées ou sans abri",
                   "الملفات الجديدة لأشخاص بدون سكن لائق أو بدون مأوى"),
               Two("demander à l’autorité locale s’il y a des expulsions", "سؤال السلطة المحلية عن عمليات إفراغ"),
               "LOGT_INSAL", "EXPULSION", "SANS_ABRI", signal="RUE"),
    _situation("situations.family", Two("Ruptures familiales", "حالات التفكك الأسري"),
               Two("Les nouveaux dossiers après un décès, un divorce ou une rupture",
                   "الملفات الجديدة بعد وفاة أو طلاق أو قطيعة"),
               Two("demander aux centres ce que ces familles ont en commun", "سؤال المراكز عما يجمع بين هذه الأسر"),
               "DECES_SOUT", "DIVORCE", "RUPT_FAM", signal="HAUSSE_DEM"),
    _situation("situations.school", Two("Décrochages scolaires", "حالات الهدر المدرسي"),
               Two("Les nouveaux dossiers d’enfants qui ne vont plus à l’école",
                   "الملفات الجديدة لأطفال انقطعوا عن الدراسة"),
               Two("appeler la direction provinciale de l’éducation", "الاتصال بالمديرية الإقليمية للتربية الوطنية"),
               "DECROCH", "ELOIGN", signal="DECROCHAGE"),
    _situation("situations.debt", Two("Surendettements", "حالات المديونية المفرطة"),
               Two("Les nouveaux dossiers de familles surendettées", "الملفات الجديدة لأسر مثقلة بالديون"),
               Two("demander aux centres d’où viennent ces dettes", "سؤال المراكز عن مصدر هذه الديون"),
               "SURENDET", signal="PRIX"),
    _situation("situations.cut_off", Two("Enclavement et catastrophes", "العزلة والكوارث"),
               Two("Les nouveaux dossiers de familles isolées par la neige, une crue ou une catastrophe",
                   "الملفات الجديدة لأسر عزلتها الثلوج أو الفيضانات أو كارثة"),
               Two("prévenir l’autorité locale et préparer une distribution", "إشعار السلطة المحلية والإعداد للتوزيع"),
               "ENCLAV", "CATASTR", signal="METEO"),
    _situation("situations.begging", Two("Mendicité", "التسول"),
               Two("Les nouveaux dossiers de personnes qui mendient", "الملفات الجديدة لأشخاص يتسولون"),
               Two("organiser une sortie de l’équipe mobile", "تنظيم خرجة للفرقة المتنقلة"),
               "MENDICITE", signal="MENDIC"),
    _situation("situations.violence", Two("Violences (par mois)", "العنف (شهريا)"),
               Two("Les dossiers de violences", "ملفات العنف"),
               Two("réunir la cellule locale de prise en charge", "اجتماع الخلية المحلية للتكفل"),
               "VIOL_CONJ", "VIOL_FAM", "VIOL_SEX", signal="VIOLENCE", fineness=Fineness.MONTH),
    _situation("situations.children", Two("Enfants en danger (par mois)", "أطفال في خطر (شهريا)"),
               Two("Les dossiers d’enfants en danger", "ملفات الأطفال في خطر"),
               Two("réunir le comité provincial de protection de l’enfance", "اجتماع اللجنة الإقليمية لحماية الطفولة"),
               "MALTRAIT", "EXPLOIT", "MARIAGE_MIN", "ABANDON", signal="VIOLENCE", fineness=Fineness.MONTH),
    _request("unmet.all", Two("Demandes non satisfaites", "الطلبات غير الملباة"),
             Two("Les demandes auxquelles les centres n’ont pas pu répondre",
                 "الطلبات التي لم تتمكن المراكز من تلبيتها"),
             Two("regarder avec les centres ce qui manque", "النظر مع المراكز فيما ينقص"), "unmet", fine=True),
    _request("unmet.places", Two("Refus faute de place", "رفض لعدم وجود مكان"),
             Two("Les demandes refusées faute de place ou de service", "الطلبات المرفوضة لعدم وجود مكان أو خدمة"),
             Two("compter les places libres alentour", "إحصاء الأماكن الشاغرة في الجوار"),
             "unmet", "NO_PLACE", "NO_SERVICE", is_published=True),
    _request("unmet.means", Two("Refus faute de moyens", "رفض لعدم توفر الوسائل"),
             Two("Les demandes refusées faute de stock ou de crédits", "الطلبات المرفوضة لنفاد المخزون أو الاعتمادات"),
             Two("demander un réapprovisionnement",
                 "طلب إعادة التموين"), "unmet", "NO_STOCK", "NO_BUDGET", is_published=True),
    _request("refused.registry", Two("Refus du registre social ou de l’aide directe",
                                     "رفض السجل الاجتماعي أو الدعم المباشر"),
             Two("Les personnes refusées au registre social ou à l’aide directe",
                 "الأشخاص المرفوضون في السجل الاجتماعي أو الدعم المباشر"),
             Two("demander au centre de services aux citoyens ce qui a changé", "سؤال مركز خدمات المواطنين عما تغير"),
             "refused", "CSC", "ANSS", is_published=True),
    _request("refused.elsewhere", Two("Refus d’autres services", "رفض مصالح أخرى"),
             Two("Les personnes refusées par d’autres services", "الأشخاص المرفوضون من طرف مصالح أخرى"),
             Two("en parler avec les services qui refusent", "مناقشة الأمر مع المصالح المعنية"),
             "refused", "EN_CENTRE", "EPS", "HOPITAL", "CSU", "EDUC", "ASSOC", "COMMUNE", "INDH"),
)  # fmt: skip

"""What people come for: receptions by need, and the acts that answer an emergency."""

from wasl.core.bilingual import Bilingual as Two
from wasl.facts.rules.indicator import Acts
from wasl.watch.rules.indicator import Fineness, Watched

_RECEPTION = ("reception",)
_ACT = ("act",)


def _need(
    code: str, label: Two, subject: Two, todo: Two, *needs: str, signal: str = "HAUSSE_DEM", fine: bool = False
) -> Watched:
    fineness = Fineness.COMMUNE if fine else Fineness.PROVINCE
    return Watched(code, label, subject, todo, Acts(_RECEPTION, needs), fineness, signal, is_published=bool(needs))


def _act(code: str, label: Two, subject: Two, todo: Two, *services: str, signal: str = "HAUSSE_DEM") -> Watched:
    return Watched(code, label, subject, todo, Acts(_ACT, services), Fineness.PROVINCE, signal)


WATCHED = (
    _need("receptions.all", Two("Personnes reçues", "الأشخاص المستقبلون"),
          Two("Les personnes reçues dans les centres", "الأشخاص المستقبلون في المراكز"),
          Two("demander aux centres ce qui amène plus de monde, et s’ils tiennent",
              "سؤال المراكز عن سبب تزايد الوافدين وعن قدرتها على استقبالهم"),
          fine=True),
    _need("receptions.jobs", Two("Pertes d’emploi et demandes de travail", "فقدان العمل وطلبات الشغل"),
          Two("Les personnes reçues après une perte d’emploi ou pour du travail",
              "الأشخاص المستقبلون بعد فقدان عملهم أو طلبا للشغل"),
          Two("demander aux centres et à l’autorité locale quelle activité s’est arrêtée",
              "سؤال المراكز والسلطة المحلية عن النشاط الذي توقف"),
          "EMPL", "AGR", signal="PERTE_EMPL", fine=True),
    _need("receptions.food", Two("Demandes de denrées", "طلبات المواد الغذائية"),
          Two("Les demandes d’aide alimentaire", "طلبات المساعدة الغذائية"),
          Two("vérifier les prix du souk et le stock de denrées", "التحقق من أسعار السوق ومن مخزون المواد الغذائية"),
          "DENREE", signal="PRIX", fine=True),
    _need("receptions.cold", Two("Demandes de couvertures et de vêtements", "طلبات الأغطية والملابس"),
          Two("Les demandes de couvertures et de vêtements", "طلبات الأغطية والملابس"),
          Two("vérifier l’état des routes et le stock de couvertures", "التحقق من حالة الطرق ومن مخزون الأغطية"),
          "COUV", "VET", signal="METEO", fine=True),
    _need("receptions.shelter", Two("Demandes d’hébergement", "طلبات الإيواء"),
          Two("Les demandes d’hébergement", "طلبات الإيواء"),
          Two("compter les places libres et prévenir l’urgence sociale mobile",
              "إحصاء الأماكن الشاغرة وإشعار الإسعاف الاجتماعي المتنقل"),
          "HEB", "HEB_URG", signal="RUE"),
    _need("receptions.papers", Two("Demandes d’aide aux démarches", "طلبات المساعدة في المساطر"),
          Two("Les demandes d’aide pour des papiers", "طلبات المساعدة في الوثائق والمساطر"),
          Two("demander au bureau concerné ce qui a changé", "سؤال المكتب المعني عما تغير"),
          "ADM", fine=True),
    _need("receptions.legal", Two("Demandes juridiques et de médiation", "طلبات الاستشارة القانونية والوساطة"),
          Two("Les demandes de conseil juridique ou de médiation", "طلبات الاستشارة القانونية أو الوساطة"),
          Two("demander aux centres quels conflits reviennent", "سؤال المراكز عن النزاعات المتكررة"),
          "JUR", "MED"),
    _need("receptions.distress", Two("Demandes de soutien psychologique", "طلبات الدعم النفسي"),
          Two("Les demandes de soutien psychologique", "طلبات الدعم النفسي"),
          Two("demander aux centres ce qui s’est passé, et si un psychologue est disponible",
              "سؤال المراكز عما وقع وعن توفر مختص نفسي"),
          "PSY", "SOUT_URG", signal="SANTE"),
    _need("receptions.school", Two("Demandes autour de l’école", "الطلبات المتعلقة بالتمدرس"),
          Two("Les demandes d’aide autour de l’école", "طلبات المساعدة المتعلقة بالتمدرس"),
          Two("appeler la direction provinciale de l’éducation", "الاتصال بالمديرية الإقليمية للتربية الوطنية"),
          "SCOL", "TRANSP", "SCOL_H", signal="DECROCHAGE", fine=True),
    _need("receptions.disability", Two("Demandes liées au handicap", "الطلبات المتعلقة بالإعاقة"),
          Two("Les demandes liées au handicap", "الطلبات المتعلقة بالإعاقة"),
          Two("vérifier les délais du centre d’orientation et les appareils en attente",
              "التحقق من آجال مركز التوجيه ومن الأجهزة المنتظرة"),
          "ATT_H", "AT", "REED"),
    _act("acts.visits", Two("Visites à domicile et enquêtes", "الزيارات المنزلية والأبحاث"),
         Two("Les visites à domicile et les enquêtes sociales", "الزيارات المنزلية والأبحاث الاجتماعية"),
         Two("demander aux centres pourquoi ils sortent davantage", "سؤال المراكز عن سبب كثرة الخرجات"), "VAD", "ENQ"),
    _act("acts.mediation", Two("Médiations", "الوساطات"),
         Two("Les médiations familiales et sociales", "الوساطات الأسرية والاجتماعية"),
         Two("demander aux centres quels conflits reviennent", "سؤال المراكز عن النزاعات المتكررة"), "MED"),
    _act("acts.street", Two("Rencontres de rue", "اللقاءات في الشارع"),
         Two("Les personnes rencontrées dans la rue", "الأشخاص الذين تم لقاؤهم في الشارع"),
         Two("compter les places d’accueil de nuit", "إحصاء أماكن الاستقبال الليلي"), "MARAUDE", signal="RUE"),
    _act("acts.emergency", Two("Aides d’urgence", "المساعدات الاستعجالية"),
         Two("Les aides données en urgence", "المساعدات المقدمة استعجالا"),
         Two("demander aux centres quelle urgence elles suivent", "سؤال المراكز عن الحالة الاستعجالية"),
         "HEB_URG", "SOUT_URG"),
)  # fmt: skip

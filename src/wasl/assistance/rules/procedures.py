"""What a person is told of each procedure, in plain words: why, where to go, what to ask for, and what if it is no."""

from dataclasses import dataclass

from wasl.core.bilingual import Bilingual as Two


@dataclass(frozen=True, slots=True)
class Sheet:
    """`step` is the step of the circuit that holds its pieces."""

    step: str
    heading: Two
    why: Two
    go: Two
    ask: Two
    refused: Two


_RECEIPT = Two(
    "Ne partez pas sans un reçu avec un numéro et une date. Gardez-le : c’est votre preuve.",
    "لا تغادروا دون وصل يحمل رقما وتاريخا. احتفظوا به: هو دليلكم.",
)
_APPEAL = Two(
    "Demandez que la raison soit écrite. Revenez avec cette lettre : vous pouvez faire un recours, et nous l’écrivons "
    "avec vous avant le dernier jour.",
    "اطلبوا كتابة سبب الرفض. عودوا إلينا بهذه الرسالة: من حقكم الطعن، وسنكتبه معكم قبل آخر يوم.",
)

SHEETS: dict[str, Sheet] = {
    "civil_status": Sheet(
        "ETAT_CIVIL",
        Two("S’inscrire à l’état civil", "التسجيل في الحالة المدنية"),
        Two("Sans inscription, pas d’acte de naissance : ni école, ni carte, ni soins gratuits.",
            "بدون تسجيل لا يوجد رسم ولادة: لا مدرسة ولا بطاقة ولا علاج مجاني."),
        Two("Au bureau d’état civil du lieu de naissance. Si le délai est passé, il faut d’abord un jugement du "
            "tribunal : nous vous aidons à le demander.",
            "بمكتب الحالة المدنية لمكان الولادة. إذا انصرم الأجل يلزم أولا حكم من المحكمة: نساعدكم على طلبه."),
        _RECEIPT,
        _APPEAL,
    ),
    "card": Sheet(
        "CNIE",
        Two("Obtenir la carte nationale d’identité", "الحصول على البطاقة الوطنية للتعريف"),
        Two("La carte est demandée partout : aides, soins, banque, école des enfants.",
            "البطاقة مطلوبة في كل مكان: الدعم والعلاج والبنك ومدرسة الأطفال."),
        Two("Au centre d’enregistrement de la police, ou de la gendarmerie à la campagne. La photo et les empreintes "
            "se prennent sur place.",
            "بمركز التسجيل لدى الشرطة، أو لدى الدرك في البادية. تؤخذ الصورة والبصمات في عين المكان."),
        _RECEIPT,
        _APPEAL,
    ),
    "registers": Sheet(
        "RNP_RSU",
        Two("S’inscrire au registre de la population et au registre social",
            "التسجيل بالسجل الوطني للسكان وبالسجل الاجتماعي الموحد"),
        Two("Le premier donne un numéro à chacun. Le second inscrit le ménage : sans lui, pas d’aide directe ni de "
            "couverture gratuite.",
            "الأول يعطي رقما لكل فرد. والثاني يسجل الأسرة: بدونه لا دعم مباشر ولا تغطية مجانية."),
        Two("Au centre de services aux citoyens, près de la commune. Chacun y va pour le premier registre ; "
            "une seule personne suffit pour le second.",
            "بمركز خدمات المواطنين قرب الجماعة أو القيادة. يحضر كل فرد للسجل الأول؛ ويكفي شخص واحد للثاني."),
        _RECEIPT,
        Two("Si le score vous paraît faux, demandez sur quoi il repose : une erreur d’adresse, de facture ou de nombre "
            "d’enfants se corrige. Revenez nous voir.",
            "إذا بدا لكم المؤشر غير صحيح، اسألوا عما بني عليه: الخطأ في العنوان أو الفاتورة أو عدد الأطفال يصحح. "
            "عودوا إلينا."),
    ),
    "direct_aid": Sheet(
        "AIDE_DIRECTE",
        Two("Demander l’aide sociale directe", "طلب الدعم الاجتماعي المباشر"),
        Two("Une aide versée chaque mois aux ménages dont le score est sous le seuil.",
            "دعم يصرف كل شهر للأسر التي يقل مؤشرها عن العتبة."),
        Two("La demande se fait en ligne ; sans téléphone ni internet, nous la faisons avec vous au centre.",
            "يقدم الطلب عبر الإنترنت؛ وإذا لم يتوفر لكم هاتف أو إنترنت نقدمه معكم بالمركز."),
        Two("Notez ou imprimez le numéro de la demande. Gardez-le : c’est votre preuve.",
            "سجلوا رقم الطلب أو اطبعوه. احتفظوا به: هو دليلكم."),
        _APPEAL,
    ),
    "medical_cover": Sheet(
        "COUVERTURE",
        Two("Demander la couverture médicale", "طلب التغطية الصحية"),
        Two("Elle paie les soins à l’hôpital public, et une partie des autres.",
            "تؤدي مصاريف العلاج بالمستشفى العمومي، وجزءا من غيرها."),
        Two("À l’agence de la CNSS, ou en ligne avec nous au centre.",
            "بوكالة الصندوق الوطني للضمان الاجتماعي، أو عبر الإنترنت معنا بالمركز."),
        _RECEIPT,
        _APPEAL,
    ),
}  # fmt: skip

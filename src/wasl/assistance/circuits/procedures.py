"""Help with procedures: the papers to gather, the day to go, the answer, and the appeal before its last day."""

from wasl.assistance.rules.circuits import Choice, Circuit, Clock, Field, Kind, Route, Said, Since, Step
from wasl.core.bilingual import Bilingual as Two


def _pieces(code: str, name: str, label: Two, *choices: Choice) -> Step:
    """The checklist of one procedure, which prints its explanation sheet."""
    return Step(
        code,
        label,
        Two("Cocher ce que la personne a déjà ; la feuille imprimée dit le reste dans ses mots.",
            "وضع علامة على ما هو متوفر؛ والورقة المطبوعة توضح الباقي بلغة بسيطة."),
        Route.ADMINISTRATIVE,
        after=("DEMANDE",),
        when=(Said("DEMANDE", "procedure", (name,)),),
        clock=Clock("circuit.soon_days"),
        papers=("procedure_sheet",),
        records=(
            Field("ready", Two("Pièces déjà là", "الوثائق المتوفرة"), Kind.SEVERAL, choices, is_required=False),
            Field("missing", Two("Ce qui manque et comment l’obtenir", "ما ينقص وكيفية الحصول عليه"), Kind.TEXT,
                  is_required=False),
        ),
    )  # fmt: skip


_CNIE = Choice("cnie", Two("Carte nationale d’identité", "البطاقة الوطنية للتعريف"))
_RESIDENCE = Choice("residence", Two("Certificat de résidence", "شهادة السكنى"))
_BIRTH = Choice("birth", Two("Extrait d’acte de naissance", "نسخة من رسم الولادة"))
_BOOKLET = Choice("booklet", Two("Livret de famille", "الدفتر العائلي"))
_PHONE = Choice("phone", Two("Numéro de téléphone qui marche", "رقم هاتف مشغل"))
_RNP = Choice("rnp", Two("Numéro d’identifiant du RNP", "رقم المعرف بالسجل الوطني للسكان"))
_RSU = Choice("rsu", Two("Inscription au RSU", "التسجيل بالسجل الاجتماعي الموحد"))
_CHECKED = ("ETAT_CIVIL", "CNIE", "RNP_RSU", "AIDE_DIRECTE", "COUVERTURE")

CIRCUIT = Circuit(
    code="PROCEDURES",
    label=Two("Aide aux démarches", "المساعدة في المساطر الإدارية"),
    roles_circuits=("ASSISTANCE", "DISABILITY"),
    level=2,
    situations=("NON_ETATCIV", "SANS_CIN", "SANS_COUV", "PAUVRETE"),
    closing=(
        "OBJ_ATTEINT", "NON_ELIG", "ORIENTE", "REFUS", "PERDU_VUE", "DEMENAG", "DECISION_JUD", "DOUBLON", "DECES",
        "AUTRE",
    ),
    steps=(
        Step(
            "DEMANDE",
            Two("La démarche", "المسطرة"),
            Two("Une démarche à la fois : pour une autre, commencer une autre fois ce circuit.",
                "مسطرة واحدة في كل مرة: لمسطرة أخرى يبدأ المسار من جديد."),
            clock=Clock("circuit.same_day", since=Since.START),
            may_skip=False,
            records=(
                Field("procedure", Two("Démarche", "المسطرة"), Kind.CHOICE, (
                    Choice("civil_status", Two("Inscription à l’état civil", "التسجيل في الحالة المدنية")),
                    Choice("card", Two("Carte nationale d’identité", "البطاقة الوطنية للتعريف")),
                    Choice("registers", Two("Inscription au RNP et au RSU", "التسجيل بالسجلين RNP وRSU")),
                    Choice("direct_aid", Two("Aide sociale directe", "الدعم الاجتماعي المباشر")),
                    Choice("medical_cover", Two("Couverture médicale (AMO)", "التغطية الصحية (التأمين الإجباري)")),
                )),
                Field("for_whom", Two("Pour", "لفائدة"), Kind.CHOICE, (
                    Choice("self", Two("La personne elle-même", "الشخص نفسه")),
                    Choice("child", Two("Un enfant", "طفل")),
                    Choice("household", Two("Tout le ménage", "الأسرة كلها")),
                )),
                Field("tried", Two("Ce qu’elle a déjà essayé", "ما سبق القيام به"), Kind.TEXT, is_required=False),
            ),
        ),
        _pieces(
            "ETAT_CIVIL", "civil_status", Two("Pièces : état civil", "الوثائق: الحالة المدنية"),
            Choice("birth_notice", Two("Avis de naissance (hôpital, sage-femme, autorité locale)",
                                       "شهادة الولادة (المستشفى، القابلة، السلطة المحلية)")),
            _BOOKLET, _CNIE,
            Choice("marriage", Two("Acte de mariage des parents, s’il y en a un", "عقد زواج الوالدين إن وجد")),
            Choice("judgment", Two("Jugement, si le délai de déclaration est passé",
                                   "حكم قضائي إذا انصرم أجل التصريح")),
            Choice("witnesses", Two("Deux témoins", "شاهدان")),
        ),
        _pieces(
            "CNIE", "card", Two("Pièces : carte nationale", "الوثائق: البطاقة الوطنية"),
            _BIRTH, _RESIDENCE,
            Choice("old_card", Two("Ancienne carte, ou déclaration de perte", "البطاقة القديمة أو التصريح بالضياع")),
            Choice("guardian", Two("Père, mère ou tuteur présent (mineur)", "حضور الأب أو الأم أو الولي (القاصر)")),
            Choice("fee", Two("Timbre ou droit à payer", "واجب التنبر")),
        ),
        _pieces(
            "RNP_RSU", "registers", Two("Pièces : RNP et RSU", "الوثائق: السجلان RNP وRSU"),
            _CNIE, _BOOKLET, _PHONE,
            Choice("children", Two("Extraits de naissance des enfants", "نسخ رسوم ولادة الأطفال")),
            Choice("bills", Two("Facture d’eau ou d’électricité, s’il y en a une", "فاتورة الماء أو الكهرباء إن وجدت")),
            Choice("present", Two("Chacun présent pour le RNP", "حضور كل فرد للتسجيل بالسجل الوطني")),
        ),
        _pieces(
            "AIDE_DIRECTE", "direct_aid", Two("Pièces : aide directe", "الوثائق: الدعم المباشر"),
            _RNP, _RSU, _PHONE,
            Choice("account", Two("Compte ou moyen de recevoir l’argent", "حساب أو وسيلة لتلقي الدعم")),
            Choice("school", Two("Certificats de scolarité des enfants", "شواهد تمدرس الأطفال")),
        ),
        _pieces(
            "COUVERTURE", "medical_cover", Two("Pièces : couverture médicale", "الوثائق: التغطية الصحية"),
            _CNIE, _RNP, _RSU, _PHONE,
            Choice("family", Two("Liste des personnes à charge", "لائحة الأشخاص المكفولين")),
        ),
        Step(
            "RENDEZ_VOUS",
            Two("Jour pour y aller", "موعد التوجه"),
            Two("Où, quand, et si quelqu’un l’accompagne.", "أين ومتى، وهل يرافقها أحد."),
            Route.ADMINISTRATIVE,
            after=_CHECKED,
            clock=Clock("circuit.soon_days"),
            destinations=("ETAT_CIV", "CSC", "ANSS", "CNSS", "POLICE", "AUT_LOC", "COMMUNE"),
            records=(
                Field("where", Two("Où", "أين"), Kind.AUTHORITY),
                Field("next_on", Two("Le", "بتاريخ"), Kind.DATE),
                Field("goes_with", Two("Un agent l’accompagne", "يرافقها عون"), Kind.YES_NO),
            ),
        ),
        Step(
            "DEPOT",
            Two("Dépôt", "الإيداع"),
            Two("Le reçu est la preuve : noter son numéro.", "الوصل هو الدليل: يسجل رقمه."),
            Route.ADMINISTRATIVE,
            after=("RENDEZ_VOUS",),
            clock=Clock("circuit.answer_days", day_of=("RENDEZ_VOUS", "next_on")),
            repeats=Clock("circuit.soon_days"),
            stops=Said("DEPOT", "result", ("filed", "given_up")),
            may_skip=False,
            records=(
                Field("result", Two("Issue", "النتيجة"), Kind.CHOICE, (
                    Choice("filed", Two("Déposé", "تم الإيداع")),
                    Choice("sent_back", Two("Renvoyé : il manque une pièce", "أرجع: وثيقة ناقصة")),
                    Choice("not_gone", Two("Pas allé(e)", "لم يتم التوجه")),
                    Choice("given_up", Two("Renonce", "تخل عن الطلب")),
                )),
                Field("filed_on", Two("Déposé le", "تاريخ الإيداع"), Kind.DATE,
                      only_if=Said("DEPOT", "result", ("filed",))),
                Field("receipt", Two("Numéro du reçu", "رقم الوصل"), Kind.LINE, is_required=False,
                      only_if=Said("DEPOT", "result", ("filed",))),
                Field("missing", Two("Ce qui manque", "ما ينقص"), Kind.LINE,
                      only_if=Said("DEPOT", "result", ("sent_back",))),
            ),
        ),
        Step(
            "REPONSE",
            Two("Réponse de l’administration", "جواب الإدارة"),
            Two("Un refus se note avec son motif et le jour où il a été su : le recours court depuis ce jour.",
                "يسجل الرفض بسببه وتاريخ العلم به: منه يحتسب أجل الطعن."),
            Route.ADMINISTRATIVE,
            after=("DEPOT",),
            when=(Said("DEPOT", "result", ("filed",)),),
            clock=Clock("circuit.month_days", day_of=("DEPOT", "filed_on")),
            may_skip=False,
            records=(
                Field("answer", Two("Réponse", "الجواب"), Kind.CHOICE, (
                    Choice("granted", Two("Accordé", "قبول")),
                    Choice("refused", Two("Refusé", "رفض")),
                    Choice("silence", Two("Pas de réponse", "لا جواب")),
                )),
                Field("answered_on", Two("Su le", "تاريخ العلم"), Kind.DATE),
                Field("reason", Two("Motif du refus", "سبب الرفض"), Kind.CHOICE, (
                    Choice("score", Two("Score ou seuil", "المؤشر أو العتبة")),
                    Choice("piece", Two("Pièce manquante", "وثيقة ناقصة")),
                    Choice("error", Two("Erreur dans les données", "خطأ في المعطيات")),
                    Choice("not_due", Two("N’y a pas droit", "غير مستحق")),
                    Choice("unsaid", Two("Sans motif", "دون تعليل")),
                ), only_if=Said("REPONSE", "answer", ("refused",))),
                Field("words", Two("Ce que dit la lettre", "مضمون الرسالة"), Kind.TEXT, is_required=False,
                      only_if=Said("REPONSE", "answer", ("refused",))),
            ),
        ),
        Step(
            "RECOURS",
            Two("Recours", "الطعن"),
            Two("À déposer avant le dernier jour ; passé ce jour, il est perdu.",
                "يودع قبل آخر يوم؛ بعده يسقط الحق فيه."),
            Route.ADMINISTRATIVE,
            after=("REPONSE",),
            when=(Said("REPONSE", "answer", ("refused", "silence")),),
            clock=Clock("circuit.procedure.appeal_days", day_of=("REPONSE", "answered_on")),
            destinations=("ANSS", "CSC", "CNSS", "AUT_LOC", "ASSOC"),
            may_skip=False,
            records=(
                Field("appeal", Two("Recours", "الطعن"), Kind.CHOICE, (
                    Choice("filed", Two("Déposé", "تم إيداعه")),
                    Choice("not_wanted", Two("Elle n’en veut pas", "لا ترغب فيه")),
                    Choice("too_late", Two("Trop tard", "فات الأجل")),
                )),
                Field("to", Two("Devant", "أمام"), Kind.AUTHORITY, only_if=Said("RECOURS", "appeal", ("filed",))),
                Field("filed_on", Two("Déposé le", "تاريخ الإيداع"), Kind.DATE,
                      only_if=Said("RECOURS", "appeal", ("filed",))),
                Field("grounds", Two("Ce que l’on fait valoir", "أسباب الطعن"), Kind.TEXT, is_required=False,
                      only_if=Said("RECOURS", "appeal", ("filed",))),
            ),
        ),
        Step(
            "DECISION",
            Two("Réponse au recours", "جواب الطعن"),
            Two("La décision, et son jour.", "القرار وتاريخه."),
            Route.ADMINISTRATIVE,
            after=("RECOURS",),
            when=(Said("RECOURS", "appeal", ("filed",)),),
            clock=Clock("circuit.review_days", day_of=("RECOURS", "filed_on")),
            records=(
                Field("answer", Two("Décision", "القرار"), Kind.CHOICE, (
                    Choice("granted", Two("Recours accepté", "قبول الطعن")),
                    Choice("refused", Two("Recours rejeté", "رفض الطعن")),
                    Choice("silence", Two("Pas de réponse", "لا جواب")),
                )),
                Field("answered_on", Two("Su le", "تاريخ العلم"), Kind.DATE),
            ),
        ),
        Step(
            "ISSUE",
            Two("Issue", "الحصيلة"),
            Two("Ce que la personne a en main aujourd’hui.", "ما تتوفر عليه اليوم."),
            after=("DEPOT", "REPONSE", "RECOURS", "DECISION"),
            clock=Clock("circuit.month_days"),
            may_skip=False,
            is_end=True,
            records=(
                Field("outcome", Two("Elle a obtenu", "النتيجة"), Kind.CHOICE, (
                    Choice("all", Two("Ce qu’elle demandait", "ما كانت تطلبه")),
                    Choice("part", Two("Une partie", "جزء منه")),
                    Choice("nothing", Two("Rien", "لا شيء")),
                )),
                Field("received_on", Two("Reçu le", "تاريخ التوصل"), Kind.DATE, is_required=False,
                      only_if=Said("ISSUE", "outcome", ("all", "part"))),
            ),
        ),
    ),
)  # fmt: skip

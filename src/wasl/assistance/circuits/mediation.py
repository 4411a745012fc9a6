"""Family mediation: each heard alone, sessions, an agreement both sign, and whether it is kept.

Never where there is violence: who fears the other does not negotiate. An open situation of violence or a protection
circuit keeps it from beginning and stops it where it stands; fear said in private, or seen in a session, ends it.
"""

from wasl.assistance.rules.circuits import Choice, Circuit, Clock, Field, Kind, Route, Said, Since, Step
from wasl.core.bilingual import Bilingual as Two

VIOLENCE = ("VIOL_CONJ", "VIOL_FAM", "VIOL_SEX", "MALTRAIT", "EXPLOIT", "TRAITE", "MARIAGE_MIN")

CIRCUIT = Circuit(
    code="MEDIATION",
    label=Two("Médiation familiale", "الوساطة الأسرية"),
    roles_circuits=("ASSISTANCE",),
    level=3,
    situations=("RUPT_FAM", "DIVORCE"),
    barred_by=VIOLENCE,
    barred_beside=("WOMEN", "CHILD"),
    closing=("OBJ_ATTEINT", "ORIENTE", "DECISION_JUD", "REFUS", "PERDU_VUE", "DEMENAG", "DOUBLON", "DECES", "AUTRE"),
    steps=(
        Step(
            "ENTRETIENS",
            Two("Chacun reçu seul", "استقبال كل طرف على انفراد"),
            Two("Entendre chacun sans l’autre, et demander à chacun s’il a peur.",
                "الاستماع إلى كل طرف دون الآخر، وسؤال كل منهما إن كان يشعر بالخوف."),
            clock=Clock("circuit.soon_days", since=Since.START),
            may_skip=False,
            records=(
                Field("heard", Two("Reçus séparément", "استقبلا كل على حدة"), Kind.SEVERAL, (
                    Choice("first", Two("La personne qui demande", "صاحب(ة) الطلب")),
                    Choice("second", Two("L’autre personne", "الطرف الآخر")),
                ), is_whole=True),
                Field("fear", Two("L’un a peur de l’autre, a été frappé, menacé ou contrôlé",
                                  "أحدهما يخاف الآخر أو تعرض للضرب أو التهديد أو السيطرة"), Kind.YES_NO),
                Field("subject", Two("Ce qui les oppose", "موضوع الخلاف"), Kind.SEVERAL, (
                    Choice("children", Two("Les enfants", "الأطفال")),
                    Choice("support", Two("La pension, l’argent", "النفقة والمال")),
                    Choice("housing", Two("Le logement", "السكن")),
                    Choice("elders", Two("Un parent âgé", "أحد الوالدين المسنين")),
                    Choice("return", Two("Le retour à la maison", "الرجوع إلى البيت")),
                    Choice("other", Two("Autre", "موضوع آخر")),
                )),
            ),
        ),
        Step(
            "ARRET",
            Two("La médiation s’arrête", "توقف الوساطة"),
            Two("Qui a peur ne négocie pas. Enregistrer la situation de violence, et l’orienter à l’abri de l’autre.",
                "من يخاف لا يفاوض. تسجل وضعية العنف ويتم التوجيه بعيدا عن الطرف الآخر."),
            after=("ENTRETIENS", "SEANCE"),
            is_any=True,
            when=(Said("ENTRETIENS", "fear", ("yes",)), Said("SEANCE", "result", ("danger",))),
            clock=Clock("circuit.same_day"),
            destinations=("PARQUET", "POLICE", "GR", "EN_CENTRE", "CTR_ECOUTE"),
            may_skip=False,
            is_end=True,
            records=(
                Field("oriented", Two("Où la personne est orientée", "الجهة الموجه إليها"), Kind.AUTHORITY),
                Field("safe", Two("Elle peut rentrer sans danger ce soir", "يمكن الرجوع الليلة دون خطر"), Kind.YES_NO),
            ),
        ),
        Step(
            "ACCEPTATION",
            Two("Accord pour une médiation", "قبول الوساطة"),
            Two("Expliquer : libre, gratuit, confidentiel, chacun peut arrêter à tout moment.",
                "الشرح: حرة ومجانية وسرية، ولكل طرف أن يوقفها متى شاء."),
            after=("ENTRETIENS",),
            when=(Said("ENTRETIENS", "fear", ("no",)),),
            clock=Clock("circuit.answer_days"),
            may_skip=False,
            records=(
                Field("accepts", Two("Acceptent", "القبول"), Kind.CHOICE, (
                    Choice("both", Two("Les deux", "الطرفان")),
                    Choice("one", Two("Un seul", "طرف واحد")),
                    Choice("none", Two("Aucun", "لا أحد")),
                )),
            ),
        ),
        Step(
            "SEANCE",
            Two("Séance", "جلسة"),
            Two("Une séance à la fois ; au moindre signe de peur, arrêter.",
                "جلسة تلو الأخرى؛ وعند أدنى علامة خوف يتم التوقف."),
            after=("ACCEPTATION",),
            when=(Said("ACCEPTATION", "accepts", ("both",)),),
            clock=Clock("circuit.answer_days"),
            repeats=Clock("circuit.enquiry_days"),
            stops=Said("SEANCE", "result", ("agreed", "none", "danger")),
            may_skip=False,
            records=(
                Field("held_on", Two("Tenue le", "تاريخ الجلسة"), Kind.DATE),
                Field("present", Two("Présents", "الحاضرون"), Kind.SEVERAL, (
                    Choice("first", Two("La personne qui demande", "صاحب(ة) الطلب")),
                    Choice("second", Two("L’autre personne", "الطرف الآخر")),
                    Choice("relative", Two("Un proche choisi par les deux", "قريب اختاره الطرفان")),
                )),
                Field("result", Two("À la fin de la séance", "في نهاية الجلسة"), Kind.CHOICE, (
                    Choice("again", Two("Se revoir", "جلسة أخرى")),
                    Choice("agreed", Two("Un accord est trouvé", "تم التوصل إلى اتفاق")),
                    Choice("none", Two("Pas d’accord possible", "تعذر الاتفاق")),
                    Choice("danger", Two("Peur ou menace constatée", "تمت معاينة خوف أو تهديد")),
                )),
                Field("note", Two("Ce qui a été dit d’utile", "أهم ما قيل"), Kind.TEXT, is_required=False),
            ),
        ),
        Step(
            "TERMES",
            Two("Termes de l’accord", "بنود الاتفاق"),
            Two("Ce à quoi chacun s’engage, dans ses mots. Il n’a pas valeur de jugement.",
                "ما يلتزم به كل طرف بكلماته. ليس له قوة الحكم القضائي."),
            Route.ADMINISTRATIVE,
            after=("SEANCE",),
            when=(Said("SEANCE", "result", ("agreed",)),),
            clock=Clock("circuit.soon_days"),
            may_skip=False,
            records=(
                Field("other_name", Two("Nom de l’autre personne", "اسم الطرف الآخر"), Kind.LINE),
                Field("first_does", Two("La personne qui demande s’engage à",
                                        "يلتزم صاحب(ة) الطلب بما يلي"), Kind.TEXT),
                Field("second_does", Two("L’autre personne s’engage à", "يلتزم الطرف الآخر بما يلي"), Kind.TEXT),
                Field("next_review_until", Two("À revoir ensemble avant le", "يراجعانه معا قبل"), Kind.DATE),
            ),
        ),
        Step(
            "SIGNATURE",
            Two("Accord signé", "توقيع الاتفاق"),
            Two("Lu à voix haute, puis signé par les deux : chacun garde le sien.",
                "يقرأ بصوت مسموع ثم يوقعه الطرفان: لكل نسخته."),
            Route.ADMINISTRATIVE,
            after=("TERMES",),
            clock=Clock("circuit.soon_days"),
            papers=("mediation_agreement",),
            may_skip=False,
            records=(
                Field("signed", Two("Signé par", "الموقعون"), Kind.CHOICE, (
                    Choice("both", Two("Les deux", "الطرفان")),
                    Choice("one", Two("Un seul : il ne vaut pas accord", "طرف واحد: لا يعد اتفاقا")),
                    Choice("none", Two("Aucun", "لا أحد")),
                )),
                Field("signed_on", Two("Signé le", "تاريخ التوقيع"), Kind.DATE,
                      only_if=Said("SIGNATURE", "signed", ("both",))),
            ),
        ),
        Step(
            "SUIVI",
            Two("Suivi de l’accord", "تتبع الاتفاق"),
            Two("Demander à chacun seul si l’accord tient, et s’il a peur.",
                "سؤال كل طرف على انفراد عن احترام الاتفاق وعن شعوره بالخوف."),
            after=("SIGNATURE",),
            when=(Said("SIGNATURE", "signed", ("both",)),),
            clock=Clock("circuit.month_days", day_of=("SIGNATURE", "signed_on")),
            repeats=Clock("circuit.month_days"),
            stops=Said("SUIVI", "goes_on", ("no",)),
            may_skip=False,
            is_end=True,
            records=(
                Field("kept", Two("L’accord est tenu", "احترام الاتفاق"), Kind.CHOICE, (
                    Choice("yes", Two("Oui", "نعم")),
                    Choice("partly", Two("En partie", "جزئيا")),
                    Choice("no", Two("Non", "لا")),
                )),
                Field("fear", Two("L’un a peur de l’autre", "أحدهما يخاف الآخر"), Kind.YES_NO),
                Field("oriented", Two("Où la personne est orientée", "الجهة الموجه إليها"), Kind.AUTHORITY,
                      only_if=Said("SUIVI", "fear", ("yes",))),
                Field("goes_on", Two("Le suivi continue", "يستمر التتبع"), Kind.YES_NO),
            ),
        ),
        Step(
            "SANS_ACCORD",
            Two("Fin sans accord", "نهاية دون اتفاق"),
            Two("Dire à chacun ses autres voies : juge de la famille, conseil juridique.",
                "إخبار كل طرف بالسبل الأخرى: قاضي الأسرة والاستشارة القانونية."),
            after=("ACCEPTATION", "SEANCE", "SIGNATURE"),
            is_any=True,
            when=(
                Said("ACCEPTATION", "accepts", ("one", "none")), Said("SEANCE", "result", ("none",)),
                Said("SIGNATURE", "signed", ("one", "none")),
            ),
            clock=Clock("circuit.soon_days"),
            destinations=("ASSOC", "CTR_ECOUTE", "FEF"),
            may_skip=False,
            is_end=True,
            records=(
                Field("told", Two("Autres voies expliquées à", "شرحت السبل الأخرى إلى"), Kind.SEVERAL, (
                    Choice("first", Two("La personne qui demande", "صاحب(ة) الطلب")),
                    Choice("second", Two("L’autre personne", "الطرف الآخر")),
                )),
                Field("note", Two("Constat", "المعاينة"), Kind.TEXT, is_required=False),
            ),
        ),
    ),
)  # fmt: skip

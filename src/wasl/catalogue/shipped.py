"""What ships with the catalogue and is not a list of the vocabulary."""

from datetime import date

#: Destinations that are units of the institution.
INSIDE = frozenset({"EN_CENTRE", "EPS"})

#: code, French, Arabic: why a request could not be met.
UNMET_REASONS = (
    ("NO_PLACE", "Pas de place disponible", "لا يوجد مكان شاغر"),
    ("NO_SERVICE", "Ce service n’existe pas ici", "هذه الخدمة غير متوفرة هنا"),
    ("TOO_FAR", "Trop loin ou sans moyen de transport", "بعيد جدا أو بدون وسيلة نقل"),
    ("NOT_ENTITLED", "Conditions non remplies", "الشروط غير مستوفاة"),
    ("MISSING_PAPER", "Pièce manquante", "وثيقة ناقصة"),
    ("NO_STOCK", "Stock épuisé", "نفاد المخزون"),
    ("NO_BUDGET", "Crédits épuisés", "نفاد الاعتمادات"),
    ("NO_STAFF", "Agent ou spécialiste absent", "غياب العون أو المختص"),
    ("OTHER_BODY", "Relève d’une autre administration", "من اختصاص إدارة أخرى"),
    ("NO_LANGUAGE", "Pas d’interprète", "عدم توفر مترجم"),
    ("DECLINED", "La personne a renoncé", "تخلى الشخص عن الطلب"),
    ("DIED", "La personne est décédée", "توفي الشخص"),
    ("OTHER", "Autre motif", "سبب آخر"),
)

#: month, day, code, French, Arabic: feasts that fall on the same day each year (decrees in force in 2026).
_FIXED = (
    (1, 1, "NOUVEL_AN", "Nouvel an", "رأس السنة الميلادية"),
    (1, 11, "MANIFESTE", "Manifeste de l’indépendance", "ذكرى تقديم وثيقة الاستقلال"),
    (1, 14, "AN_AMAZIGH", "Nouvel an amazigh", "رأس السنة الأمازيغية"),
    (5, 1, "TRAVAIL", "Fête du travail", "عيد الشغل"),
    (7, 30, "TRONE", "Fête du trône", "عيد العرش"),
    (8, 14, "OUED_EDDAHAB", "Oued Eddahab", "ذكرى استرجاع وادي الذهب"),
    (8, 20, "REVOLUTION", "Révolution du roi et du peuple", "ثورة الملك والشعب"),
    (8, 21, "JEUNESSE", "Fête de la jeunesse", "عيد الشباب"),
    (10, 31, "UNITE", "Fête de l’unité", "عيد الوحدة"),
    (11, 6, "MARCHE_VERTE", "Marche verte", "ذكرى المسيرة الخضراء"),
    (11, 18, "INDEPENDANCE", "Fête de l’indépendance", "عيد الاستقلال"),
)
#: first day, last day, kind, code, French, Arabic. Days of the moon are reckoned ahead and confirmed late: what is
#: announced is proposed and approved on screen in their place.
_OF_THE_MOON = (
    ((2027, 2, 8), (2027, 3, 9), "ramadan", "RAMADAN_2027", "Ramadan (à confirmer)", "رمضان (يؤكد لاحقا)"),
    ((2027, 3, 10), (2027, 3, 11), "closed", "AID_FITR_2027", "Aïd al-Fitr (à confirmer)", "عيد الفطر (يؤكد لاحقا)"),
    ((2027, 5, 17), (2027, 5, 18), "closed", "AID_ADHA_2027", "Aïd al-Adha (à confirmer)", "عيد الأضحى (يؤكد لاحقا)"),
    ((2027, 6, 6), (2027, 6, 6), "closed", "MOHARRAM_2027", "1er Moharram (à confirmer)", "فاتح محرم (يؤكد لاحقا)"),
    ((2027, 8, 15), (2027, 8, 16), "closed", "MAWLID_2027", "Aïd al-Mawlid (à confirmer)", "عيد المولد (يؤكد لاحقا)"),
)


def _period(
    first: tuple[int, int, int], last: tuple[int, int, int], kind: str, code: str, french: str, arabic: str
) -> dict[str, str | date]:
    return {
        "code": code, "kind": kind, "since": date(*first), "last_on": date(*last), "label_fr": french,
        "label_ar": arabic,
    }  # fmt: skip


#: Days on which counters are closed, and Ramadan with its hours.
PERIODS: tuple[dict[str, str | date], ...] = (
    *(
        _period((year, month, day), (year, month, day), "closed", f"{code}_{year}", french, arabic)
        for year in range(2026, 2031)
        for month, day, code, french, arabic in _FIXED
    ),
    *(_period(*row) for row in _OF_THE_MOON),
)

#: Why data are written down (law 09-08). What needs no consent is told all the same.
PURPOSES: tuple[dict[str, str | bool], ...] = (
    {
        "code": "RECEIVE",
        "label_fr": "Vous recevoir et suivre votre demande",
        "label_ar": "استقبالكم وتتبع طلبكم",
        "text_fr": "Ce que vous dites est noté pour vous recevoir, vous orienter et savoir si l’aide est arrivée. "
        "Seuls les agents qui vous aident et ceux qui les encadrent le lisent.",
        "text_ar": "يسجل ما تصرحون به من أجل استقبالكم وتوجيهكم ومعرفة ما إذا وصلت المساعدة. ولا يطلع عليه سوى "
        "الأعوان الذين يساعدونكم والمشرفين عليهم.",
        "without_fr": "C’est la mission même de l’institution : votre accord n’est pas demandé, mais vous pouvez "
        "rester anonyme, ou vous opposer pour un motif légitime.",
        "without_ar": "هذه مهمة المؤسسة نفسها: لا يطلب رضاكم، غير أنه يمكنكم عدم ذكر هويتكم أو التعرض لسبب مشروع.",
        "asks_consent": False,
        "is_on_slip": True,
    },
    {
        "code": "FIGURES",
        "label_fr": "Établir des chiffres sans nom",
        "label_ar": "إعداد أرقام بدون أسماء",
        "text_fr": "Les actes sont comptés pour les rapports de l’institution. Aucun nom n’y figure, et les petits "
        "nombres sont cachés.",
        "text_ar": "تحتسب الخدمات في تقارير المؤسسة. لا يرد فيها أي اسم، وتحجب الأعداد الصغيرة.",
        "without_fr": "Votre accord n’est pas demandé : ces chiffres ne disent rien de vous.",
        "without_ar": "لا يطلب رضاكم: هذه الأرقام لا تدل عليكم.",
        "asks_consent": False,
        "is_on_slip": False,
    },
    {
        "code": "SHARE",
        "label_fr": "Transmettre des renseignements à un autre service",
        "label_ar": "إحالة معلومات على مصلحة أخرى",
        "text_fr": "Quand nous vous orientons vers un autre centre ou une autre administration, nous lui transmettons "
        "les seuls renseignements que vous choisissez.",
        "text_ar": "عندما نوجهكم إلى مركز آخر أو إدارة أخرى، لا نحيل عليها سوى المعلومات التي تختارونها.",
        "without_fr": "Rien n’est transmis : vous vous présentez vous-même et racontez à nouveau. Ce qui a déjà été "
        "transmis ne peut pas être repris.",
        "without_ar": "لا تتم إحالة أي شيء: تتقدمون بأنفسكم وتعيدون سرد وضعيتكم. ولا يمكن استرجاع ما سبقت إحالته.",
        "asks_consent": True,
        "is_on_slip": True,
    },
    {
        "code": "CONTACT",
        "label_fr": "Vous joindre par téléphone ou par message",
        "label_ar": "الاتصال بكم بالهاتف أو بالرسائل",
        "text_fr": "Nous vous appelons ou vous écrivons pour un rendez-vous ou une réponse, de la façon "
        "que vous dites.",
        "text_ar": "نتصل بكم أو نراسلكم من أجل موعد أو جواب، بالطريقة التي تختارونها.",
        "without_fr": "Personne ne vous appelle ni ne vous écrit : vous revenez au centre pour connaître la réponse.",
        "without_ar": "لا يتصل بكم أحد ولا يراسلكم: تعودون إلى المركز لمعرفة الجواب.",
        "asks_consent": True,
        "is_on_slip": True,
    },
    {
        "code": "SENSITIVE",
        "label_fr": "Noter ce qui touche à la santé, au handicap ou à la justice",
        "label_ar": "تسجيل ما يتعلق بالصحة أو الإعاقة أو القضاء",
        "text_fr": "Ces renseignements ne sont notés que si vous le voulez bien, et ne sont lus que par les agents "
        "habilités à les lire.",
        "text_ar": "لا تسجل هذه المعلومات إلا برضاكم، ولا يطلع عليها سوى الأعوان المؤهلين لذلك.",
        "without_fr": "Plus rien de tel n’est noté à partir d’aujourd’hui ; une aide qui en dépend (appareil, "
        "attestation) ne peut pas être étudiée. Pour faire effacer ce qui est déjà noté, faites-en la demande.",
        "without_ar": "لا يسجل أي شيء من هذا القبيل ابتداء من اليوم؛ ولا يمكن دراسة مساعدة تتوقف عليه (جهاز، شهادة). "
        "ولمحو ما سبق تسجيله، قدموا طلبا بذلك.",
        "asks_consent": True,
        "is_on_slip": False,
    },
)
